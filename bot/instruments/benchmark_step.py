"""One step of the language benchmark, in a process of its own: `train FOLDER` or `ask FOLDER`. Prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any, Dict

from bot.instruments import scores
from bot.instruments.public_sets import OUT_OF_SCOPE
from bot.instruments.understanding import Understanding, be_quiet, train
from bot.without_tensorflow import leave_out

STOCK = "LexicalSyntacticFeaturizer"
"""A component that only the stock pipelines have."""

TIMED = 300
"""Texts whose parse is timed, one after another, once the model is warm."""


def main() -> None:
    """Run the step named on the command line."""
    step, folder = sys.argv[1], Path(sys.argv[2])
    be_quiet()
    if STOCK not in (folder / "config.yml").read_text(encoding="utf-8"):
        leave_out()  # as our bot runs; the stock pipelines run as Rasa does
    print(json.dumps({"train": _train, "ask": _ask}[step](folder)))


def _train(folder: Path) -> Dict[str, Any]:
    start = time.perf_counter()
    train(folder / "config.yml", folder / "nlu.yml", folder, folder / "domain.yml")
    return {"train_seconds": time.perf_counter() - start, "train_megabytes": _peak()}


def _ask(folder: Path) -> Dict[str, Any]:
    understanding = Understanding(folder / "model.tar.gz")
    asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    start = time.perf_counter()
    inside = understanding.parse_all(text for text, _ in asked["test"][:TIMED])
    milliseconds = (time.perf_counter() - start) * 1000 / len(inside)
    inside += understanding.parse_all(text for text, _ in asked["test"][TIMED:])
    outside = understanding.parse_all(asked["outside"])
    meant = [intent for _, intent in asked["test"]]
    sure = [[_in_scope(parse) for parse in parses] for parses in (inside, outside)]
    return {
        "accuracy": scores.accuracy([_best(parse) for parse in inside], meant),
        "auroc": scores.auroc(*sure) if outside else None,
        "parse_milliseconds": milliseconds,
        "parse_megabytes": _peak(),
    }


def _best(parse: Dict[str, Any]) -> str:
    """Return what the classifier said, which a fallback in front hides."""
    return next(e["name"] for e in parse["ranking"] if e["name"] != "nlu_fallback")


def _in_scope(parse: Dict[str, Any]) -> float:
    """Return how sure the model is that the text belongs to one of the intents: its best one's confidence."""
    return max(
        e["confidence"] for e in parse["ranking"] if e["name"] not in (OUT_OF_SCOPE, "nlu_fallback")
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
