"""Read the held-out texts in tests/nlu. They are for measuring only."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Callable, Dict, List

FOLDER = Path("tests/nlu")


def rows(name: str, folder: Path = FOLDER) -> List[Dict[str, str]]:
    """Return the lines of `tests/nlu/<name>.tsv`, each by column name."""
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def domains(row: Dict[str, str]) -> frozenset[str]:
    """Return the capability ids of a line of capabilities.tsv."""
    return frozenset(filter(None, row["capabilities"].split(",")))


def apart_from(examples: Path) -> Callable[[str], List[Dict[str, str]]]:
    """Return a `rows` that leaves out texts which stand in the training data too, letter case and signs aside.

    There are few ways to say "skip" or "my garden"; what is left was never learnt in these words.
    """
    from bot.instruments.cross_validation import all_examples

    known = {_plain(e.get("text")) for e in all_examples(examples).training_examples}
    return lambda name: [row for row in rows(name) if _plain(row["text"]) not in known]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
