"""Match free text to the choices of a closed question, by meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

import numpy as np

from bot.nlu.likeness import KnownRows
from bot.nlu.votes import Votes, balanced

NO_CHOICE = "no_choice"
MOST_SHOWN = 3


class ChoiceModel:
    """One vote for each choice of each closed question, named `question.choice`."""

    def __init__(self, votes: Votes) -> None:
        self._votes = votes

    @classmethod
    def fit(
        cls, known: KnownRows, rows: np.ndarray, labels: Sequence[dict[str, str]]
    ) -> ChoiceModel:
        """Fit on the known texts `rows`; each label says which choice of a question a text means.

        A text with no entry for a question tells nothing there; NO_CHOICE says it means none.
        """
        names = sorted({f"{q}.{c}" for label in labels for q, c in label.items() if c != NO_CHOICE})
        targets = np.array([[_target(name, label) for name in names] for label in labels])
        weights = balanced([_kind(label) for label in labels])
        alike = known.among_themselves(rows)
        return cls(Votes.any_of(len(known), rows, alike, targets, names, weights))

    def matches(self, likeness: np.ndarray, threshold: float) -> dict[str, list[dict[str, Any]]]:
        """Return the choices of each question that a text means, the surest first.

        `likeness` is (1, known texts). A question whose surest choice stays below `threshold` is left out.
        """
        found: dict[str, list[dict[str, Any]]] = {}
        chances = self._votes.chances(likeness)[0]
        for column in np.argsort(-chances):
            question, choice = self._votes.classes[column].split(".")
            if question not in found and chances[column] < threshold:
                continue
            ranked = found.setdefault(question, [])
            if len(ranked) < MOST_SHOWN:
                ranked.append({"id": choice, "confidence": round(float(chances[column]), 3)})
        return found

    def save(self, folder: Path) -> None:
        """Write the votes."""
        self._votes.save(folder, "choices")

    @classmethod
    def open(cls, folder: Path) -> ChoiceModel:
        """Read what `save` wrote."""
        return cls(Votes.open(folder, "choices"))


def _target(name: str, label: dict[str, str]) -> float:
    """Return 1 for the choice meant, -1 for one not meant, 0 where the text tells nothing."""
    question, choice = name.split(".")
    if question not in label:
        return 0.0
    return 1.0 if label[question] == choice else -1.0


def _kind(label: dict[str, str]) -> str:
    return ",".join(f"{q}.{c}" for q, c in sorted(label.items()) if c != NO_CHOICE)
