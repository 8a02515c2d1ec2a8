"""Kernel ridge regression: each known text votes for its labels, as loudly as it is like the new text.

The weights have a closed form, and so have the scores each training text would get if it had been left out
(Rifkin and Lippert, "Notes on regularized least squares", 2007). Confidence is fitted to those, so that it is
honest without a second training.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
from scipy.linalg import cho_solve, cholesky
from scipy.linalg.lapack import strtri
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, log_softmax, softmax

SMOOTHING = 0.2
"""The ridge: how little a single training text may bend the scores. Chosen by cross-validation."""


@dataclass(frozen=True)
class Fitted:
    """Weights (known texts, classes) and the scores (texts, classes) of each text left out of them."""

    weights: np.ndarray
    left_out: np.ndarray


def fit(likeness: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> Fitted:
    """Solve for `targets` (texts, classes), 1 for yes, -1 for no, 0 for unknown.

    `likeness` (texts, texts) is overwritten. A text of weight 2 counts as if it stood there twice.
    """
    likeness[np.diag_indices_from(likeness)] += SMOOTHING / weights
    lower = cholesky(likeness, lower=True, overwrite_a=True, check_finite=False)
    votes = cho_solve((lower, True), targets.astype(np.float32), check_finite=False)
    inverse, _ = strtri(lower, lower=1, overwrite_c=1)
    # `cholesky` leaves nought above the diagonal.
    diagonal = np.einsum("ij,ij->j", inverse, inverse)
    return Fitted(votes, targets - votes / diagonal[:, None])


def balanced(labels: Sequence[str]) -> np.ndarray:
    """Return a weight for each text that halves, on a logarithmic scale, how much common labels outweigh rare ones."""
    _, where, counts = np.unique(list(labels), return_inverse=True, return_counts=True)
    return np.sqrt(counts.mean() / counts[where]).astype(np.float32)


def sharpness(scores: np.ndarray, right: np.ndarray) -> float:
    """Return the factor on `scores` that makes their softmax most honest about the class index `right`."""

    def surprise(factor: float) -> float:
        return float(-log_softmax(factor * scores, axis=1)[np.arange(len(right)), right].mean())

    return float(minimize_scalar(surprise, bounds=(0.5, 50.0), method="bounded").x)


def slope_and_shift(scores: np.ndarray, yes: np.ndarray) -> tuple[float, float]:
    """Return a and b for which expit(a * score + b) is most honest about `yes` (Platt scaling)."""
    flat, truth = scores.ravel(), yes.ravel().astype(float)

    def surprise(pair: np.ndarray) -> float:
        chance = np.clip(expit(pair[0] * flat + pair[1]), 1e-7, 1 - 1e-7)
        return float(-(truth * np.log(chance) + (1 - truth) * np.log(1 - chance)).mean())

    slope, shift = minimize(surprise, np.array([3.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(shift)


class Votes:
    """A trained classifier: weights of all known texts for each class, and its scaling to confidence."""

    def __init__(
        self, classes: Sequence[str], weights: np.ndarray, slope: float, shift: float
    ) -> None:
        self.classes = list(classes)
        self._weights = weights.astype(np.float32)
        self._slope = slope
        self._shift = shift

    @classmethod
    def one_of(
        cls, known: int, rows: np.ndarray, likeness: np.ndarray, labels: Sequence[str]
    ) -> Votes:
        """Fit labels that exclude each other, for the known texts `rows`; `likeness` is overwritten."""
        classes, right = np.unique(list(labels), return_inverse=True)
        targets = np.where(np.arange(len(classes)) == right[:, None], 1.0, -1.0)
        fitted = fit(likeness, targets, balanced(labels))
        factor = sharpness(fitted.left_out, right) if len(classes) > 1 else 1.0
        return cls(classes.tolist(), _spread(known, rows, fitted.weights), factor, 0.0)

    @classmethod
    def any_of(
        cls,
        known: int,
        rows: np.ndarray,
        likeness: np.ndarray,
        targets: np.ndarray,
        classes: Sequence[str],
        weights: np.ndarray,
    ) -> Votes:
        """Fit `targets` (texts, classes) of 1, -1 and 0, where a text may have several labels or none."""
        fitted = fit(likeness, targets, weights)
        told = targets != 0
        slope, shift = slope_and_shift(fitted.left_out[told], targets[told] > 0)
        return cls(classes, _spread(known, rows, fitted.weights), slope, shift)

    def scores(self, likeness: np.ndarray) -> np.ndarray:
        """Return (texts, classes) for `likeness` (texts, known texts)."""
        return likeness @ self._weights

    def shares(self, likeness: np.ndarray) -> np.ndarray:
        """Return probabilities (texts, classes) that add up to one for each text."""
        return softmax(self._slope * self.scores(likeness), axis=1)

    def chances(self, likeness: np.ndarray) -> np.ndarray:
        """Return the probability of each class by itself, (texts, classes)."""
        return expit(self._slope * self.scores(likeness) + self._shift)

    def save(self, folder: Path, name: str) -> None:
        """Write an array, and the rest as JSON: no pickle."""
        np.savez(folder / f"{name}.npz", weights=self._weights)
        rest = {"classes": self.classes, "slope": self._slope, "shift": self._shift}
        (folder / f"{name}.json").write_text(json.dumps(rest), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, name: str) -> Votes:
        """Read what `save` wrote."""
        rest = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        weights = np.load(folder / f"{name}.npz")["weights"]
        return cls(rest["classes"], weights, rest["slope"], rest["shift"])


def _spread(known: int, rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Give known texts that this classifier did not learn from a weight of nought."""
    spread = np.zeros((known, weights.shape[1]), dtype=np.float32)
    spread[rows] = weights
    return spread
