"""Match free text to the choices of a closed question, by meaning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Sequence

import scipy.sparse

from bot.nlu.linear import LinearModel

NO_CHOICE = "no_choice"
MOST_SHOWN = 3


class ChoiceModel:
    """For each closed question, one model that tells its choices and "none of them" apart."""

    def __init__(self, questions: dict[str, LinearModel]) -> None:
        self._questions = questions

    @classmethod
    def fit(
        cls, rows: scipy.sparse.spmatrix, labels: Sequence[dict[str, str]], strength: float
    ) -> ChoiceModel:
        """Fit on `rows` (texts, features); each label says which choice of a question a text means.

        A text with no entry for a question is left out there; NO_CHOICE says it means none.
        """
        questions = {}
        for question in sorted({question for label in labels for question in label}):
            chosen = [row for row, label in enumerate(labels) if question in label]
            choices = [labels[row][question] for row in chosen]
            questions[question] = LinearModel.one_of(rows[chosen], choices, strength)
        return cls(questions)

    def matches(
        self, row: scipy.sparse.spmatrix, threshold: float
    ) -> dict[str, list[dict[str, Any]]]:
        """Return the choices of each question that `row` (1, features) means, the surest first.

        A question whose surest choice stays below `threshold` is left out.
        """
        found = {}
        for question, model in self._questions.items():
            ranked = sorted(zip(model.classes, model.shares(row)[0]), key=lambda pair: -pair[1])
            choices = [
                {"id": choice, "confidence": round(float(share), 3)}
                for choice, share in ranked
                if choice != NO_CHOICE
            ]
            if choices and choices[0]["confidence"] >= threshold:
                found[question] = choices[:MOST_SHOWN]
        return found

    def save(self, folder: Path) -> None:
        """Write one model a question, and their names."""
        for question, model in self._questions.items():
            model.save(folder, question)
        names = json.dumps(sorted(self._questions))
        (folder / "questions.json").write_text(names, encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> ChoiceModel:
        """Read what `save` wrote."""
        names = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
        return cls({name: LinearModel.open(folder, name) for name in names})
