"""Known texts vote for their labels."""

from pathlib import Path

import numpy as np

from bot.nlu.votes import Votes, balanced, fit

POINTS = np.array([[0.0], [0.1], [0.2], [2.0], [2.1], [2.2]])
LABELS = ["low"] * 3 + ["high"] * 3


def _alike(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    return np.exp(-((points - others.T) ** 2)).astype(np.float32)


def _trained() -> Votes:
    return Votes.one_of(8, np.arange(6), _alike(POINTS, POINTS), LABELS)


def _asked(value: float) -> np.ndarray:
    """Likeness to eight known texts, of which the classifier learnt from six."""
    return np.hstack([_alike(np.array([[value]]), POINTS), np.ones((1, 2), dtype=np.float32)])


def test_a_text_gets_the_label_of_the_texts_like_it() -> None:
    votes = _trained()
    assert votes.classes[int(votes.shares(_asked(0.05)).argmax())] == "low"
    assert votes.classes[int(votes.shares(_asked(2.05)).argmax())] == "high"


def test_shares_of_labels_that_exclude_each_other_add_up_to_one() -> None:
    assert np.isclose(_trained().shares(_asked(1.0)).sum(), 1.0)


def test_left_out_scores_are_those_of_training_without_the_text() -> None:
    targets = np.where(np.array(LABELS) == "low", 1.0, -1.0)[:, None]
    weights = np.ones(6, dtype=np.float32)
    whole = fit(_alike(POINTS, POINTS), targets, weights)
    rest = np.arange(1, 6)
    without = fit(_alike(POINTS[rest], POINTS[rest]), targets[rest], weights[rest])
    assert np.allclose(
        _alike(POINTS[:1], POINTS[rest]) @ without.weights, whole.left_out[:1], atol=1e-4
    )


def test_rare_labels_weigh_more() -> None:
    weights = balanced(["a", "a", "a", "a", "b"])
    assert np.isclose(weights[4] / weights[0], 2.0)


def test_a_trained_model_survives_saving_without_pickle(tmp_path: Path) -> None:
    votes = _trained()
    votes.save(tmp_path, "points")
    again = Votes.open(tmp_path, "points")
    assert np.array_equal(again.shares(_asked(0.3)), votes.shares(_asked(0.3)))


def test_unknown_targets_leave_a_label_undecided() -> None:
    targets = np.array([[1.0], [1.0], [1.0], [0.0], [-1.0], [-1.0]])
    votes = Votes.any_of(6, np.arange(6), _alike(POINTS, POINTS), targets, ["low"], np.ones(6))
    low, high = votes.chances(_alike(np.array([[0.0], [2.2]]), POINTS))[:, 0]
    assert low > 0.5 > high
