"""The measures of `evaluate`: what a model makes of the held-out texts, as plain values ready for JSON."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

from bot.instruments import held_out, scores
from bot.instruments.slips import MANNERS, with_slips

Parse = Callable[[str], Dict[str, Any]]
Rows = Callable[[str], List[Dict[str, str]]]
Decide = Callable[[Sequence[Dict[str, Any]], Sequence[str]], List[str]]

MODERN_PYTHON = Path(".venv/bin/python")
SEEDS = (1, 2, 3)


def intents(parse: Parse, rows_of: Rows, name: str = "intents") -> Dict[str, Any]:
    """Measure intents on `intents.tsv` or `nothing.tsv`."""
    rows = rows_of(name)
    texts, meant = [row["text"] for row in rows], [row["intent"] for row in rows]
    return intent_scores([parse(text)["intent"] for text in texts], meant, texts)


def intent_scores(said: List[str], meant: List[str], texts: List[str]) -> Dict[str, Any]:
    """Return accuracy, macro F1, scores by intent and the commonest confusions with their texts."""
    by_name = scores.each([frozenset([s]) for s in said], [frozenset([m]) for m in meant])
    return {
        "texts": len(texts),
        "accuracy": scores.accuracy(said, meant),
        "macro_f1": scores.macro_f1(by_name),
        "by_intent": {name: asdict(score) for name, score in by_name.items()},
        "confusions": scores.confusions(said, meant, texts),
    }


def capabilities(parse: Parse, rows_of: Rows) -> Dict[str, Any]:
    """Measure domains, wishes and the honesty of confidences on `capabilities.tsv`."""
    rows = rows_of("capabilities")
    found = [parse(row["text"])["capabilities"] for row in rows]
    return capability_scores(
        found, [held_out.domains(row) for row in rows], [r["wish"] for r in rows]
    )


def capability_scores(
    found: List[List[Dict[str, Any]]], meant: List[frozenset[str]], wishes: List[str]
) -> Dict[str, Any]:
    """Return multi-label scores, wish accuracy where the domain is right, and calibration."""
    said = [frozenset(label["id"] for label in labels) for labels in found]
    by_name = scores.each(said, meant)
    right = [(label, m, w) for labels, m, w in zip(found, meant, wishes) for label in labels]
    sure = [label["confidence"] for label, _, _ in right]
    bins = scores.calibration(sure, [label["id"] in m for label, m, _ in right]) if right else []
    told = [(label["wish"], wish) for label, m, wish in right if label["id"] in m]
    return {
        "texts": len(found),
        "micro": asdict(scores.micro(said, meant)),
        "macro_f1": scores.macro_f1(by_name),
        "by_domain": {name: asdict(score) for name, score in by_name.items()},
        "wish_accuracy": scores.accuracy([t[0] for t in told], [t[1] for t in told]),
        "calibration": [asdict(each) for each in bins],
        "calibration_error": scores.calibration_error(bins),
    }


def choices(parse: Parse, rows_of: Rows) -> Dict[str, Any]:
    """Measure free text at closed questions on `choices.tsv`, by meaning alone."""
    rows = rows_of("choices")
    found = [parse(row["text"])["choices"].get(row["question"], []) for row in rows]
    said = [ranked[0]["id"] if ranked else "none" for ranked in found]
    return {"texts": len(rows), "accuracy": scores.accuracy(said, [row["choice"] for row in rows])}


def decisions(parse: Parse, decide: Decide, rows_of: Rows) -> Dict[str, Any]:
    """Measure what the chat does, as typed and with slips, and how often an answer is taken for a command."""
    rows = rows_of("decisions")
    meant = [row["decision"] for row in rows]

    def rate(change: Callable[[str], str]) -> float:
        said = decide([parse(change(row["text"])) for row in rows], [r["question"] for r in rows])
        return scores.accuracy(said, meant)

    manners = {name: rate(change) for name, change in MANNERS.items()}
    slips = [rate(lambda text, seed=seed: with_slips(text, seed)) for seed in SEEDS]
    return {
        "texts": len(rows),
        "accuracy": rate(str),
        "with_slips": slips,
        "in_other_manners": manners,
        "misfires": _misfires(parse, decide, rows_of),
    }


def _misfires(parse: Parse, decide: Decide, rows_of: Rows) -> Dict[str, Any]:
    rows = rows_of("misfires")
    said = decide([parse(row["text"]) for row in rows], [row["question"] for row in rows])
    commands = [s for s in said if s.startswith("control")]
    backs = [s for s in said if s.startswith(("question_back", "out_of_scope"))]
    return {"texts": len(rows), "commands": len(commands), "questions_back": len(backs)}


def decided(parses: Sequence[Dict[str, Any]], questions: Sequence[str]) -> List[str]:
    """Ask the actions' own decision about each parse. Raises CalledProcessError when it fails."""
    lines = (json.dumps({**p, "question": q}) for p, q in zip(parses, questions))
    command = [str(MODERN_PYTHON), "-m", "beforehand.decide_lines"]
    done = subprocess.run(command, input="\n".join(lines), text=True, stdout=-1, check=True)
    return done.stdout.splitlines()


def milliseconds(parse: Parse, texts: Sequence[str]) -> Dict[str, float]:
    """Return the median and the 95th percentile of the time of one parse."""
    times = []
    for text in texts:
        start = time.perf_counter()
        parse(text)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return {"p50": times[len(times) // 2], "p95": times[int(len(times) * 0.95)]}
