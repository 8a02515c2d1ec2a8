"""Decide about many parsed texts at once: for instruments that run in the bot's Python.

Reads lines of JSON, a parse each with the key of its question under "question", and prints one decision a line.
"""

import json
import sys
from collections.abc import Iterable, Iterator

from actions.decision import decide
from beforehand.decisions import of_typed
from records.questionnaire import BY_KEY


def decided(lines: Iterable[str]) -> Iterator[str]:
    """One decision for each line, as it is written in tests/nlu/decisions.tsv."""
    for line in lines:
        understood = json.loads(line)
        yield str(decide(of_typed(understood), BY_KEY[understood["question"]]))


if __name__ == "__main__":
    for decision in decided(sys.stdin):
        print(decision)
