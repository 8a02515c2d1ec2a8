"""Tell the capability domains of a text, the clause each rests on, and the wish."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import numpy as np

from bot.nlu.clauses import Passage
from bot.nlu.likeness import KnownRows
from bot.nlu.votes import Votes, balanced

NO_WISH = "none"


@dataclass(frozen=True)
class Labelled:
    """What a training text carries, and the `kind` of text it was filed under, by which kinds are balanced."""

    domains: frozenset[str]
    wish: str
    kind: str


class CapabilityModel:
    """One yes-or-no model a domain, and one model that tells the five wishes apart."""

    def __init__(self, domains: Votes, wishes: Votes) -> None:
        self._domains = domains
        self._wishes = wishes

    @classmethod
    def fit(cls, known: KnownRows, rows: np.ndarray, labels: Sequence[Labelled]) -> CapabilityModel:
        """Fit on the known texts `rows`, which carry `labels`; wishes on those that carry a domain."""
        names = sorted({domain for label in labels for domain in label.domains})
        targets = np.array(
            [[1.0 if n in label.domains else -1.0 for n in names] for label in labels]
        )
        weights = balanced([label.kind for label in labels])
        alike = known.among_themselves(rows, any_length=True)
        domains = Votes.any_of(len(known), rows, alike, targets, names, weights)
        with_domain = np.array([at for at, label in enumerate(labels) if label.domains])
        alike = known.among_themselves(rows[with_domain], any_length=True)
        wishes = [labels[at].wish for at in with_domain]
        return cls(domains, Votes.one_of(len(known), rows[with_domain], alike, wishes))

    def found(
        self,
        passages: Sequence[Passage],
        likeness: np.ndarray,
        threshold: float,
        most: int,
    ) -> list[dict[str, Any]]:
        """Return the domains at or above `threshold`, the surest first, at most `most`.

        A domain is as sure as the geometric mean of the whole text's chance and its best passage's: one clause
        may carry it, but not against all the rest.
        `likeness`, whatever the length, has one row for each passage, the whole text first. A label rests
        on the surest clause.
        """
        chances = self._domains.chances(likeness)
        sure = np.sqrt(chances[0] * chances.max(axis=0))
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
                    "wish": self._wish(likeness[clause]),
                }
            )
        return labels

    def _wish(self, likeness: np.ndarray) -> str:
        return self._wishes.classes[int(self._wishes.scores(likeness).argmax())]

    def save(self, folder: Path) -> None:
        """Write both models."""
        self._domains.save(folder, "domains")
        self._wishes.save(folder, "wishes")

    @classmethod
    def open(cls, folder: Path) -> CapabilityModel:
        """Read what `save` wrote."""
        return cls(Votes.open(folder, "domains"), Votes.open(folder, "wishes"))
