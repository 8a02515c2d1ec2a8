"""The safety net's model: one yes-or-no kernel machine a class, kept as plain arrays.

The kernel (Cortes and Vapnik 1995) is an RBF over sentence embeddings plus plain word and letter runs: meaning, and
the words themselves. A straight line will not do, because what must be noticed lies in many small islands of meaning.
Chosen by cross-validation on the training examples (figures in docs/clinical-safety/measurements.md).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

_FOLDS = 3
_COLUMNS = 2**15
_SHARE_OF_NGRAMS = 0.2
"""Weight of the word runs, and of the letter runs, in the kernel; the embedding has weight 1."""


@dataclass(frozen=True)
class Texts:
    """Texts as the net sees them: embeddings (n, size) of length one, and n-grams (n, columns), sparse."""

    vectors: np.ndarray
    ngrams: scipy.sparse.csr_matrix

    def rows(self, chosen: np.ndarray) -> Texts:
        """The texts with these row numbers, or where a mask is true."""
        return Texts(self.vectors[chosen], self.ngrams[chosen])


def ngrams_of(readings: Sequence[str]) -> scipy.sparse.csr_matrix:
    """Word runs (1 to 3) and letter runs (3 to 5), hashed: no vocabulary to keep. Each half scaled for the kernel."""
    words = HashingVectorizer(
        ngram_range=(1, 3), n_features=_COLUMNS, alternate_sign=False, token_pattern=r"(?u)\b\w+\b"
    )
    letters = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=_COLUMNS, alternate_sign=False
    )
    both = scipy.sparse.hstack([words.transform(readings), letters.transform(readings)])
    return (both * np.sqrt(_SHARE_OF_NGRAMS)).tocsr().astype(np.float32)


def kernel(one: Texts, other: Texts, gamma: float) -> np.ndarray:
    """How alike (one, other) texts are; `gamma` is the width of the RBF."""
    squared = np.maximum(2.0 - 2.0 * (one.vectors @ other.vectors.T), 0.0)
    return np.exp(-gamma * squared) + (one.ngrams @ other.ngrams.T).toarray()


@dataclass(frozen=True)
class Machine:
    """One yes-or-no decision: support vectors (n, size) and their weights (n,), n-gram weights (columns,), a bias."""

    vectors: np.ndarray
    weights: np.ndarray
    ngram_weights: np.ndarray
    bias: float
    gamma: float

    @classmethod
    def fit(
        cls, texts: Texts, yes: np.ndarray, alike: np.ndarray, strength: float, gamma: float
    ) -> Machine:
        """`alike` is the kernel of `texts` with themselves, `strength` the C. ValueError if all are yes or all no."""
        fitted = SVC(C=strength, kernel="precomputed", cache_size=300).fit(alike, yes)
        kept, weights = fitted.support_, fitted.dual_coef_[0].astype(np.float32)
        ngram_weights = np.asarray(texts.ngrams[kept].T @ weights, dtype=np.float32).ravel()
        return cls(texts.vectors[kept], weights, ngram_weights, float(fitted.intercept_[0]), gamma)

    def scores(self, texts: Texts) -> np.ndarray:
        """How far (texts,) each lies on the yes side; negative is no."""
        squared = np.maximum(2.0 - 2.0 * (texts.vectors @ self.vectors.T), 0.0)
        meaning = np.exp(-self.gamma * squared) @ self.weights
        return meaning + texts.ngrams @ self.ngram_weights + self.bias


@dataclass(frozen=True)
class NetModel:
    """A machine for each class, the bars its score has to pass, and one that tells hard from soft."""

    classes: tuple[str, ...]
    machines: tuple[Machine, ...]
    tier_machine: Machine
    hard_bars: np.ndarray
    soft_bars: np.ndarray

    def scores(self, texts: Texts) -> np.ndarray:
        """Scores (texts, classes)."""
        return np.stack([machine.scores(texts) for machine in self.machines], axis=1)

    def save(self, folder: Path) -> None:
        """Write arrays and names: no pickle."""
        arrays = {"hard_bars": self.hard_bars, "soft_bars": self.soft_bars}
        for name, machine in zip((*self.classes, "tier"), (*self.machines, self.tier_machine)):
            arrays[f"{name}.vectors"] = machine.vectors
            arrays[f"{name}.weights"] = machine.weights
            arrays[f"{name}.ngram_weights"] = machine.ngram_weights
            arrays[f"{name}.shape"] = np.array([machine.bias, machine.gamma])
        np.savez(folder / "safety_net.npz", **arrays)
        (folder / "safety_net.json").write_text(json.dumps(list(self.classes)), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> NetModel:
        """Read what `save` wrote."""
        arrays = np.load(folder / "safety_net.npz")
        classes = tuple(json.loads((folder / "safety_net.json").read_text(encoding="utf-8")))
        machines = [_machine(arrays, name) for name in (*classes, "tier")]
        return cls(
            classes, tuple(machines[:-1]), machines[-1], arrays["hard_bars"], arrays["soft_bars"]
        )


def _machine(arrays: np.lib.npyio.NpzFile, name: str) -> Machine:
    bias, gamma = (float(value) for value in arrays[f"{name}.shape"])
    parts = (arrays[f"{name}.{part}"] for part in ("vectors", "weights", "ngram_weights"))
    return Machine(*parts, bias, gamma)


def bar_for(ordinary_scores: np.ndarray, per_thousand: float) -> float:
    """The score that `per_thousand` in 1,000 ordinary texts pass."""
    allowed = int(len(ordinary_scores) * per_thousand / 1000)
    return float(np.sort(ordinary_scores)[::-1][min(allowed, len(ordinary_scores) - 1)]) + 1e-6


def fit_net(
    texts: Texts,
    classes_of: Sequence[str],
    tiers_of: Sequence[str],
    ordinary: np.ndarray,
    classes: Sequence[str],
    settings: dict[str, float],
) -> NetModel:
    """Fit all machines and set the bars on ordinary texts left out of training.

    `ordinary` holds the row numbers of everyday answers. `settings`: strength, gamma, hard_per_thousand,
    soft_per_thousand (how many ordinary answers in 1,000 each class may stop, or add a line to).
    """
    strength, gamma = settings["strength"], settings["gamma"]
    named, tiers = np.array(classes_of), np.array(tiers_of)
    alike = kernel(texts, texts, gamma)
    left_out = _left_out_scores(texts, named, ordinary, classes, alike, strength, gamma)
    machines = tuple(Machine.fit(texts, named == name, alike, strength, gamma) for name in classes)
    told = np.flatnonzero(tiers != "")
    tier_machine = Machine.fit(
        texts.rows(told), tiers[told] == "hard", alike[np.ix_(told, told)], strength, gamma
    )
    bars = [
        np.array([bar_for(column, settings[key]) for column in left_out.T])
        for key in ("hard_per_thousand", "soft_per_thousand")
    ]
    return NetModel(tuple(classes), machines, tier_machine, *bars)


def _left_out_scores(
    texts: Texts,
    named: np.ndarray,
    ordinary: np.ndarray,
    classes: Sequence[str],
    alike: np.ndarray,
    strength: float,
    gamma: float,
) -> np.ndarray:
    """Scores (ordinary, classes) of everyday texts, each given by machines that have not seen it."""
    scores = np.full((len(named), len(classes)), np.nan)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(texts.vectors, named)
    for learn, judge in folds:
        judged = np.intersect1d(judge, ordinary)
        known, unseen = texts.rows(learn), texts.rows(judged)
        among = alike[np.ix_(learn, learn)]
        for column, name in enumerate(classes):
            machine = Machine.fit(known, named[learn] == name, among, strength, gamma)
            scores[judged, column] = machine.scores(unseen)
    return scores[ordinary]
