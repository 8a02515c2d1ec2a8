"""Tell the capability domains of a text, the clause each rests on, and the wish: plain arrays in, plain values out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import scipy.sparse

from bot.nlu.clauses import Passage
from bot.nlu.linear import LinearModel


@dataclass(frozen=True)
class Labelled:
    """What a training text carries."""

    domains: frozenset[str]
    wish: str


class CapabilityModel:
    """One yes-or-no model a domain, and one model that tells the five wishes apart."""

    def __init__(self, domains: LinearModel, wishes: LinearModel) -> None:
        self._domains = domains
        self._wishes = wishes

    @classmethod
    def fit(
        cls,
        rows: scipy.sparse.spmatrix,
        labels: Sequence[Labelled],
        strength: float,
        wish_strength: float,
    ) -> CapabilityModel:
        """Fit on `rows` (texts, features) and their labels."""
        names = sorted({domain for label in labels for domain in label.domains})
        domains = LinearModel.any_of(rows, [label.domains for label in labels], names, strength)
        with_domain = [row for row, label in enumerate(labels) if label.domains]
        wishes = [labels[row].wish for row in with_domain]
        return cls(domains, LinearModel.one_of(rows[with_domain], wishes, wish_strength))

    def found(
        self,
        passages: Sequence[Passage],
        rows: scipy.sparse.spmatrix,
        threshold: float,
        most: int,
    ) -> list[dict[str, Any]]:
        """Return the domains at or above `threshold`, the surest first, at most `most`.

        `rows` has one row for each passage, the whole text first. A domain is as sure as its surest
        passage; it rests on the surest clause.
        """
        chances = self._domains.chances(rows)
        sure = chances.max(axis=0)
        labels = []
        for column in sorted(range(len(sure)), key=lambda c: -sure[c])[:most]:
            if sure[column] < threshold:
                break
            clause = int(chances[1:, column].argmax()) + 1 if len(passages) > 1 else 0
            labels.append(
                {
                    "id": self._domains.classes[column],
                    "confidence": round(float(sure[column]), 3),
                    "clause": passages[clause].text,
                    "wish": self._wish(rows[clause]),
                }
            )
        return labels

    def _wish(self, row: scipy.sparse.spmatrix) -> str:
        return self._wishes.classes[int(self._wishes.scores(row)[0].argmax())]

    def save(self, folder: Path) -> None:
        """Write both models."""
        self._domains.save(folder, "domains")
        self._wishes.save(folder, "wishes")

    @classmethod
    def open(cls, folder: Path) -> CapabilityModel:
        """Read what `save` wrote."""
        return cls(LinearModel.open(folder, "domains"), LinearModel.open(folder, "wishes"))
