"""The safety net's model: a kernel ridge regression, kept as plain arrays.

The kernel is an RBF over sentence embeddings plus plain word and letter runs: meaning, and the words themselves. A
straight line will not do, because what must be noticed lies in many small islands of meaning. Some of the examples
are the places it measures from (subset of regressors, Rasmussen and Williams 2006, 8.3.1); the others, and everyday
answers, are only learnt from. All questions ("is it hard?", "is it anything?", "which class?") are answered in one pass
over the same places.
Chosen by cross-validation on the training examples (figures in docs/clinical-safety/measurements.md).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.linalg
import scipy.sparse
from sklearn.feature_extraction.text import HashingVectorizer

from bot.nlu.safety_judge import Judge, fit_judge

_FOLDS = 3
_COLUMNS = 2**15
_SHARE_OF_NGRAMS = 0.2
"""Weight of the word runs, and of the letter runs, in the kernel; the embedding has weight 1."""

_ROWS = 1000
"""Texts compared at a time, to bound the memory of training."""

_JITTER = 0.05
"""The adapted model puts like texts so close together that the equations need this much slack."""
_LEAST_HARD = 0.0
"""No bar for "hard" lies lower, however quiet the ordinary texts: there it is as likely as not."""

_HARD, _ANY = -2, -1
"""Columns of the answers behind those of the classes."""


@dataclass(frozen=True)
class Texts:
    """Texts as the net sees them: embeddings (n, size) of length one, n-grams (n, columns), sparse, words (n,)."""

    vectors: np.ndarray
    ngrams: scipy.sparse.csr_matrix
    lengths: np.ndarray

    def rows(self, chosen: np.ndarray) -> Texts:
        """The texts with these row numbers, or where a mask is true."""
        return Texts(self.vectors[chosen], self.ngrams[chosen], self.lengths[chosen])


_WORDS = HashingVectorizer(
    ngram_range=(1, 3), n_features=_COLUMNS, alternate_sign=False, token_pattern=r"(?u)\b\w+\b"
)
_LETTERS = HashingVectorizer(
    analyzer="char_wb", ngram_range=(3, 5), n_features=_COLUMNS, alternate_sign=False
)


def ngrams_of(readings: Sequence[str]) -> scipy.sparse.csr_matrix:
    """Word runs (1 to 3) and letter runs (3 to 5), hashed: no vocabulary to keep. Each half scaled for the kernel."""
    both = scipy.sparse.hstack([_WORDS.transform(readings), _LETTERS.transform(readings)])
    return (both * np.sqrt(_SHARE_OF_NGRAMS)).tocsr().astype(np.float32)


def kernel(one: Texts, other: Texts, gamma: float) -> np.ndarray:
    """How alike (one, other) texts are, float32; `gamma` is the width of the RBF."""
    alike = _rbf(one.vectors, other.vectors, gamma)
    across = other.ngrams.T.tocsr()
    for start in range(0, len(alike), _ROWS):
        alike[start : start + _ROWS] += (one.ngrams[start : start + _ROWS] @ across).toarray()
    return alike


def _rbf(one: np.ndarray, other: np.ndarray, gamma: float) -> np.ndarray:
    alike = one @ other.T
    alike *= 2.0 * gamma
    alike -= 2.0 * gamma
    return np.exp(alike, out=alike)


@dataclass(frozen=True)
class NetModel:
    """Places (n, size), their weights (n, answers) and those of the n-grams (columns, answers), a judge and two bars.

    The answers are a score for each class, where 1 is yes and -1 is no, then "hard" and "anything".
    """

    classes: tuple[str, ...]
    places: np.ndarray
    weights: np.ndarray
    ngram_weights: np.ndarray
    judge: Judge
    gamma: float
    hard_bar: float
    soft_bar: float

    def scores(self, texts: Texts) -> np.ndarray:
        """Scores (texts, answers); the last two are the judge's log-odds."""
        meaning = _rbf(texts.vectors, self.places, self.gamma) @ self.weights
        answers = np.asarray(meaning + texts.ngrams @ self.ngram_weights) - 1.0
        return judged(answers, texts, self.judge)

    def tier_of(self, scores: np.ndarray) -> str:
        """The tier of one text by its scores (answers,): "hard", "soft" or "" ."""
        if scores[_HARD] > self.hard_bar:
            return "hard"
        return "soft" if scores[_ANY] > self.soft_bar else ""

    def classes_of(self, scores: np.ndarray) -> list[str]:
        """The class the text is most like, and any other it plainly belongs to."""
        of_classes = scores[: len(self.classes)]
        best = int(of_classes.argmax())
        return [c for i, c in enumerate(self.classes) if i == best or of_classes[i] > 0.0]

    def save(self, folder: Path) -> None:
        """Write arrays and names: no pickle."""
        shape = np.array([self.gamma, self.hard_bar, self.soft_bar])
        arrays = {"places": self.places, "weights": self.weights, "shape": shape}
        judge = {"judge": self.judge.weights, "judge_shifts": self.judge.shifts}
        np.savez(folder / "safety_net.npz", ngram_weights=self.ngram_weights, **arrays, **judge)
        (folder / "safety_net.json").write_text(json.dumps(list(self.classes)), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> NetModel:
        """Read what `save` wrote."""
        arrays = np.load(folder / "safety_net.npz")
        classes = tuple(json.loads((folder / "safety_net.json").read_text(encoding="utf-8")))
        parts = (arrays[name] for name in ("places", "weights", "ngram_weights"))
        judge = Judge(arrays["judge"], arrays["judge_shifts"])
        return cls(classes, *parts, judge, *(float(value) for value in arrays["shape"]))


def judged(answers: np.ndarray, texts: Texts, judge: Judge) -> np.ndarray:
    """The answers with the judge's verdicts in place of the last two."""
    verdicts = judge.verdicts(answers, texts.lengths)
    return np.column_stack([answers[:, :_HARD], verdicts])


def bar_for(ordinary_scores: np.ndarray, per_thousand: float) -> float:
    """The score that `per_thousand` in 1,000 ordinary texts pass."""
    allowed = int(len(ordinary_scores) * per_thousand / 1000)
    return float(np.sort(ordinary_scores)[::-1][min(allowed, len(ordinary_scores) - 1)]) + 1e-6


def answers_of(
    classes_of: Sequence[str], tiers_of: Sequence[str], classes: Sequence[str]
) -> np.ndarray:
    """What the net should say (texts, answers), counted from 0 for no to 2 for yes; a soft text is 1 at "hard"."""
    named, tiers = np.array(classes_of), np.array(tiers_of)
    columns = [(named == name) * 2.0 for name in classes]
    columns.append(np.where(tiers == "hard", 2.0, np.where(tiers == "soft", 1.0, 0.0)))
    columns.append((tiers != "") * 2.0)
    return np.stack(columns, axis=1).astype(np.float32)


def fit_net(
    texts: Texts,
    classes_of: Sequence[str],
    tiers_of: Sequence[str],
    ordinary: np.ndarray,
    kept_back: np.ndarray,
    classes: Sequence[str],
    settings: dict[str, float],
) -> NetModel:
    """Fit on all texts; the judge and the bars on scores of texts left out, and only of those kept back.

    `ordinary` and `kept_back` are masks: everyday answers, all other rows are examples; and the texts the sentence
    model's adapter has not read. `settings`: ridge, gamma,
    places (how many examples to measure from), hard_per_thousand, soft_per_thousand (how many ordinary answers in
    1,000 the net may stop, or add a line to).
    """
    places = places_among(np.flatnonzero(~ordinary), settings)
    answers = answers_of(classes_of, tiers_of, classes)
    folds = np.random.default_rng(0).integers(0, _FOLDS, len(answers))
    weights, left_out = solve(texts, answers, places, folds, settings)
    unread = texts.rows(kept_back)
    judge = fit_judge(left_out[kept_back], unread.lengths, np.array(tiers_of)[kept_back])
    verdicts = judged(left_out[kept_back], unread, judge)[ordinary[kept_back]]
    return NetModel(
        tuple(classes),
        texts.vectors[places],
        weights,
        np.asarray(texts.ngrams[places].T @ weights, dtype=np.float32),
        judge,
        settings["gamma"],
        max(bar_for(verdicts[:, _HARD], settings["hard_per_thousand"]), _LEAST_HARD),
        bar_for(verdicts[:, _ANY], settings["soft_per_thousand"]),
    )


def places_among(examples: np.ndarray, settings: dict[str, float]) -> np.ndarray:
    """The examples to measure from: training takes time with the square of their number."""
    shuffled = np.random.default_rng(0).permutation(examples)
    return np.sort(shuffled[: int(settings["places"])])


def solve(
    texts: Texts,
    answers: np.ndarray,
    places: np.ndarray,
    folds: np.ndarray,
    settings: dict[str, float],
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (places, answers) fitted on all, and scores (texts, answers) by fits without its fold."""
    alike = kernel(texts, texts.rows(places), settings["gamma"])
    grams = [_gram(alike[folds == fold], answers[folds == fold]) for fold in np.unique(folds)]
    gram, told = (np.sum(parts, axis=0) for parts in zip(*grams))
    among, ridge = alike[places], settings["ridge"]
    left_out = np.zeros_like(answers)
    for fold, (own_gram, own_told) in zip(np.unique(folds), grams):
        # A place whose answer is not known must not be measured from either.
        known = np.flatnonzero(folds[places] != fold)
        pairs = np.ix_(known, known)
        weights = _solved((gram - own_gram)[pairs], (told - own_told)[known], among[pairs], ridge)
        left_out[folds == fold] = alike[folds == fold][:, known] @ weights - 1.0
    return _solved(gram, told, among, ridge), left_out


def _gram(alike: np.ndarray, answers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return alike.T @ alike, alike.T @ answers


def _solved(gram: np.ndarray, told: np.ndarray, among: np.ndarray, ridge: float) -> np.ndarray:
    """Weights (places, answers) of the ridge regression; `among` is the kernel of the places with themselves."""
    system = gram.astype(np.float64) + ridge * among
    system[np.diag_indices_from(system)] += _JITTER
    factor = scipy.linalg.cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    return scipy.linalg.cho_solve(factor, told.astype(np.float64)).astype(np.float32)
