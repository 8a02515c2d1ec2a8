"""Read the held-out texts in tests/nlu. They are for measuring only."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Dict, List

FOLDER = Path("tests/nlu")


def rows(name: str, folder: Path = FOLDER) -> List[Dict[str, str]]:
    """Return the lines of `tests/nlu/<name>.tsv`, each by column name."""
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def domains(row: Dict[str, str]) -> frozenset[str]:
    """Return the capability ids of a line of capabilities.tsv."""
    return frozenset(filter(None, row["capabilities"].split(",")))
