"""Scores that reports are made of."""

import pytest

from bot.instruments import scores


def test_a_label_said_wrongly_costs_precision_and_a_label_missed_costs_recall() -> None:
    said = [frozenset({"a"}), frozenset({"a"}), frozenset()]
    meant = [frozenset({"a"}), frozenset(), frozenset({"a"})]
    assert scores.micro(said, meant) == scores.Scores(0.5, 0.5, 0.5, 2)


def test_macro_f1_counts_rare_labels_as_much_as_common_ones() -> None:
    said = [frozenset({"a"})] * 9 + [frozenset()]
    meant = [frozenset({"a"})] * 9 + [frozenset({"b"})]
    assert scores.macro_f1(scores.each(said, meant)) == pytest.approx(0.5)


def test_auroc_is_one_when_all_inside_is_above_all_outside() -> None:
    assert scores.auroc([0.9, 0.8], [0.1, 0.2]) == 1.0


def test_auroc_counts_ties_half() -> None:
    assert scores.auroc([0.5], [0.5]) == 0.5


def test_honest_confidence_has_no_calibration_error() -> None:
    bins = scores.calibration([0.75] * 4, [True, True, True, False])
    assert scores.calibration_error(bins) == pytest.approx(0.0)


def test_confusions_keep_their_texts() -> None:
    assert scores.confusions(["a", "b"], ["b", "b"], ["x", "y"]) == [("b", "a", ["x"])]
