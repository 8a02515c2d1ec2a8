"""What the net is sure of rests on all its answers."""

import numpy as np

from bot.nlu.safety_judge import fit_judge

# Two classes, "is it hard?" and "is it anything?"; the first half of each block is plainly of a class.
ANSWERS = np.array(
    [[0.9, -1.0, 0.1, 0.2], [-1.0, 0.8, 0.1, 0.2], [-0.9, -1.0, 0.1, 0.2], [-1.0, -0.8, 0.1, 0.2]]
    * 10
)
TIERS = ["hard", "hard", "", ""] * 10
LENGTHS = np.full(len(TIERS), 8)


def test_a_text_plainly_of_a_class_is_surer_than_one_of_none() -> None:
    verdicts = fit_judge(ANSWERS, LENGTHS, TIERS).verdicts(ANSWERS, LENGTHS)
    hard = np.array(TIERS) == "hard"
    assert verdicts[hard].min() > 0 > verdicts[~hard].max()


def test_a_soft_text_is_something_and_not_hard() -> None:
    tiers = ["soft", "soft", "", ""] * 5 + ["hard"] * 4
    answers = np.vstack([ANSWERS[:20], [[0.9, -1.0, 0.9, 0.9]] * 4])
    verdicts = fit_judge(answers, LENGTHS[:24], tiers).verdicts(answers, LENGTHS[:24])
    assert verdicts[0, 0] < 0 < verdicts[0, 1]
    assert verdicts[-1, 0] > 0
