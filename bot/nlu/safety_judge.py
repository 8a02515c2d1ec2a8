"""How sure the safety net is: its answers weighed together.

"Is it hard?" alone sees less than all answers do: a text that is plainly about one class, or short, is judged by that
too. The weights come from a logistic regression on texts left out of the net's training. They notice 2 to 4 more in 100
hard examples at the same rate of stops (cross-validated, docs/clinical-safety/measurements.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

_QUESTIONS = 2
"""The last columns of the answers: "is it hard?" and "is it anything?"; those before are the classes."""


@dataclass(frozen=True)
class Judge:
    """Weights (what is weighed, 2) and shifts (2) of the two verdicts: hard, anything."""

    weights: np.ndarray
    shifts: np.ndarray

    def verdicts(self, answers: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Log-odds (texts, 2) that a text is hard, and that it is anything.

        `answers` (texts, classes + 2) are the net's, `lengths` (texts,) are numbers of words.
        """
        return weighed(answers, lengths) @ self.weights + self.shifts


def weighed(answers: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """What is weighed (texts, columns): every answer, that of the likeliest class again, and the length."""
    likeliest = answers[:, :-_QUESTIONS].max(axis=1)
    return np.column_stack([answers, likeliest, np.log1p(lengths)])


def fit_judge(answers: np.ndarray, lengths: np.ndarray, tiers_of: Sequence[str]) -> Judge:
    """Fit on answers to texts that the net had not learnt."""
    tiers, columns = np.array(tiers_of), weighed(answers, lengths)
    fits = [
        LogisticRegression(max_iter=1000).fit(columns, right)
        for right in (tiers == "hard", tiers != "")
    ]
    weights = np.stack([fit.coef_[0] for fit in fits], axis=1)
    return Judge(weights, np.array([fit.intercept_[0] for fit in fits]))
