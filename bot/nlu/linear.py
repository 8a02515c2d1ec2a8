"""Logistic regression that is kept as plain arrays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Sequence, Union

import numpy as np
import scipy.sparse
from scipy.special import expit, softmax
from sklearn.linear_model import LogisticRegression

Matrix = Union[np.ndarray, scipy.sparse.spmatrix]


class LinearModel:
    """Weights (features, classes) and biases (classes,), each class with a name."""

    def __init__(self, classes: Sequence[str], weights: np.ndarray, biases: np.ndarray) -> None:
        self.classes = list(classes)
        self._weights = weights.astype(np.float32)
        self._biases = biases.astype(np.float32)

    @classmethod
    def one_of(cls, features: Matrix, labels: Sequence[str], strength: float) -> LinearModel:
        """Fit for labels that exclude each other. `strength` is sklearn's C: more bends further."""
        classes = sorted(set(labels))
        if len(classes) < 2:
            return cls(classes, np.zeros((features.shape[1], len(classes))), np.zeros(len(classes)))
        model = LogisticRegression(
            C=strength, max_iter=300, tol=1e-3, class_weight="balanced", multi_class="multinomial"
        ).fit(features, labels)
        coefficients, biases = model.coef_, model.intercept_
        if len(classes) == 2:  # sklearn keeps one row for two classes; softmax needs both
            coefficients = np.vstack([-coefficients, coefficients])
            biases = np.hstack([-biases, biases])
        return cls(model.classes_.tolist(), coefficients.T, biases)

    @classmethod
    def any_of(cls, features: Matrix, labels: Sequence[frozenset[str]], classes: Sequence[str],
               strength: float) -> LinearModel:
        """Fit one yes-or-no model for each class; a text may carry several labels or none."""
        weights = np.zeros((features.shape[1], len(classes)))
        biases = np.zeros(len(classes))
        for column, name in enumerate(classes):
            carries = [name in row for row in labels]
            model = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit(features, carries)
            weights[:, column] = model.coef_[0]
            biases[column] = model.intercept_[0]
        return cls(classes, weights, biases)

    def scores(self, features: Matrix) -> np.ndarray:
        """Return the raw scores (texts, classes)."""
        return np.asarray(features @ self._weights) + self._biases

    def shares(self, features: Matrix) -> np.ndarray:
        """Return probabilities (texts, classes) that add up to one for each text."""
        return softmax(self.scores(features), axis=1)

    def chances(self, features: Matrix) -> np.ndarray:
        """Return the probability of each class by itself, (texts, classes)."""
        return expit(self.scores(features))

    def save(self, folder: Path, name: str) -> None:
        """Write arrays and class names: no pickle."""
        np.savez(folder / f"{name}.npz", weights=self._weights, biases=self._biases)
        (folder / f"{name}.json").write_text(json.dumps(self.classes), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, name: str) -> LinearModel:
        """Read what `save` wrote."""
        arrays = np.load(folder / f"{name}.npz")
        classes = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return cls(classes, arrays["weights"], arrays["biases"])
