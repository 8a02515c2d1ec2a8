"""Scores of labels said against labels meant. Pure; shares are between 0 and 1."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Sequence

import numpy as np


@dataclass(frozen=True)
class Scores:
    """Precision, recall and F1 of one label, and how often it was meant."""

    precision: float
    recall: float
    f1: float
    meant: int


def of_counts(right: int, said: int, meant: int) -> Scores:
    """Return the scores of a label said `said` times, `right` of them rightly, and meant `meant` times."""
    precision = right / said if said else 0.0
    recall = right / meant if meant else 0.0
    return Scores(precision, recall, 2 * right / (said + meant) if said + meant else 0.0, meant)


def each(said: Sequence[frozenset[str]], meant: Sequence[frozenset[str]]) -> dict[str, Scores]:
    """Return the scores of every label that was meant at least once, by name."""
    rights = Counter(label for s, m in zip(said, meant) for label in s & m)
    saids = Counter(label for s in said for label in s)
    meants = Counter(label for m in meant for label in m)
    return {name: of_counts(rights[name], saids[name], meants[name]) for name in sorted(meants)}


def micro(said: Sequence[frozenset[str]], meant: Sequence[frozenset[str]]) -> Scores:
    """Return the scores over all labels together."""
    right = sum(len(s & m) for s, m in zip(said, meant))
    return of_counts(right, sum(map(len, said)), sum(map(len, meant)))


def macro_f1(scores: dict[str, Scores]) -> float:
    """Return the mean F1 over labels, each counting the same."""
    return float(np.mean([score.f1 for score in scores.values()]))


def accuracy(said: Sequence[object], meant: Sequence[object]) -> float:
    """Return the share of equal pairs."""
    return float(np.mean([s == m for s, m in zip(said, meant)]))


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Return how often a score of `inside` is above one of `outside`, a tie counting half."""
    ranks = _ranks(np.array([*inside, *outside]))
    above = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(above / (len(inside) * len(outside)))


def _ranks(values: np.ndarray) -> np.ndarray:
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[where]


@dataclass(frozen=True)
class Bin:
    """Of the labels said with a confidence around `confidence`, the share that was right."""

    confidence: float
    right: float
    count: int


def calibration(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Return the bins that are not empty, from unsure to sure."""
    sure, truth = np.array(confidences), np.array(right, dtype=float)
    places = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        Bin(
            float(sure[places == at].mean()),
            float(truth[places == at].mean()),
            int((places == at).sum()),
        )
        for at in range(bins)
        if (places == at).any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and truth are apart on average."""
    total = sum(each_bin.count for each_bin in bins)
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / total if total else 0.0


def confusions(
    said: Sequence[str], meant: Sequence[str], texts: Sequence[str], most: int = 20
) -> list[tuple[str, str, list[str]]]:
    """Return (meant, said, texts) of the commonest confusions."""
    found: dict[tuple[str, str], list[str]] = {}
    for s, m, text in zip(said, meant, texts):
        if s != m:
            found.setdefault((m, s), []).append(text)
    ranked = sorted(found.items(), key=lambda pair: -len(pair[1]))[:most]
    return [(m, s, these) for (m, s), these in ranked]
