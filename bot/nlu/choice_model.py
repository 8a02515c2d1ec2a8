"""Match free text to the choices of a closed question, by meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

import numpy as np

from bot.nlu.likeness import KnownRows
from bot.nlu.votes import Votes

NO_CHOICE = "no_choice"
MOST_SHOWN = 3

EVERY = 4
"""One in so many of the texts that mean no choice is learnt from: the rest would only cost time, with its cube."""

WEIGHT_OF_NO_CHOICE = 0.03 * EVERY
"""There are many texts that mean no choice; together they should not outweigh those that do."""

CHANCE_OF_NONE = 0.05
"""What "none of them" competes with. The chances are those of a text met anywhere; at the open question a choice
is far likelier, so a low chance already makes a good match. Both figures were chosen by cross-validation."""


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
        weights = np.array([_weight(label) for label in labels], dtype=np.float32)
        alike = known.among_themselves(rows)
        return cls(Votes.any_of(len(known), rows, alike, targets, names, weights))

    def matches(self, likeness: np.ndarray, threshold: float) -> dict[str, list[dict[str, Any]]]:
        """Return the choices of each question that a text means, the surest first.

        `likeness` is (1, known texts). A question whose surest choice stays below `threshold` is left out.
        """
        found = {}
        for question, ranked in self._by_question(likeness).items():
            total = CHANCE_OF_NONE + sum(chance for _, chance in ranked)
            if ranked[0][1] / total >= threshold:
                found[question] = [
                    {"id": choice, "confidence": round(chance / total, 3)}
                    for choice, chance in ranked[:MOST_SHOWN]
                ]
        return found

    def _by_question(self, likeness: np.ndarray) -> dict[str, list[tuple[str, float]]]:
        chances = self._votes.chances(likeness)[0]
        ranked: dict[str, list[tuple[str, float]]] = {}
        for column in np.argsort(-chances):
            question, choice = self._votes.classes[column].split(".")
            ranked.setdefault(question, []).append((choice, float(chances[column])))
        return ranked

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


def _weight(label: dict[str, str]) -> float:
    return WEIGHT_OF_NO_CHOICE if set(label.values()) == {NO_CHOICE} else 1.0
