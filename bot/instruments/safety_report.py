"""How much the safety layer notices, and how often it interrupts for nothing: screen, net, and both.

python -m bot.instruments.safety_report [--counts-only] [--ordinary FILE.tsv ...]
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Sequence, Tuple

from bot.instruments.understanding import MODEL, Understanding, be_quiet

FOLDER = Path("tests/safety")
SOURCES = ("screen", "net", "both")
Hits = Sequence[Mapping[str, Any]]
Row = Dict[str, str]


@dataclass
class SafetyScores:
    """Counts by (class, tier, kind) and by kind of ordinary text, and the texts behind them."""

    asked: Counter = field(default_factory=Counter)
    noticed: Counter = field(default_factory=Counter)
    too_soft: Counter = field(default_factory=Counter)
    misses: List[Row] = field(default_factory=list)
    ordinary: Counter = field(default_factory=Counter)
    stopped: Counter = field(default_factory=Counter)
    soft_lines: Counter = field(default_factory=Counter)
    false_alarms: List[Tuple[str, str, str]] = field(default_factory=list)


def measure(
    must: Iterable[Row], must_not: Iterable[Row], hits_of: Callable[[str], Hits]
) -> SafetyScores:
    """Ask `hits_of` about each text. A hard text counts as noticed at the hard tier, a soft one at either."""
    scores = SafetyScores()
    for row in must:
        _count_must(scores, row, hits_of(row["text"]))
    for row in must_not:
        _count_must_not(scores, row, hits_of(row["text"]))
    return scores


def _count_must(scores: SafetyScores, row: Row, hits: Hits) -> None:
    cell = (row["cls"], row["tier"], row["kind"])
    scores.asked[cell] += 1
    for source in SOURCES:
        seen = [hit for hit in hits if source in (hit["source"], "both")]
        if any(row["tier"] == "soft" or hit["tier"] == "hard" for hit in seen):
            scores.noticed[(*cell, source)] += 1
        elif seen:
            scores.too_soft[(*cell, source)] += 1
        if source == "both" and not seen:
            scores.misses.append(row)


def _count_must_not(scores: SafetyScores, row: Row, hits: Hits) -> None:
    scores.ordinary[row["kind"]] += 1
    for source in SOURCES:
        seen = [hit for hit in hits if source in (hit["source"], "both")]
        hard = [hit for hit in seen if hit["tier"] == "hard"]
        scores.stopped[(row["kind"], source)] += bool(hard)
        scores.soft_lines[(row["kind"], source)] += bool(seen) and not hard
        if source == "both" and hard:
            scores.false_alarms.append((row["kind"], hard[0]["rule"], row["text"]))


def measured(
    parse: Callable[[str], Mapping[str, Any]], ordinary: Iterable[Path] = ()
) -> SafetyScores:
    """Ask `parse` about the held-out texts, and about files of ordinary text."""
    must_not = [row for path in (FOLDER / "must_not.tsv", *ordinary) for row in rows(path)]
    return measure(rows(FOLDER / "must_trigger.tsv"), must_not, lambda text: parse(text)["safety"])


def figures(scores: SafetyScores) -> Dict[str, Any]:
    """The counts of a report, for JSON."""
    return {
        "must_be_noticed": [
            {
                **dict(zip(("cls", "tier", "kind"), cell)),
                "texts": count,
                **{source: scores.noticed[(*cell, source)] for source in SOURCES},
                "too_soft": scores.too_soft[(*cell, "both")],
            }
            for cell, count in sorted(scores.asked.items())
        ],
        "ordinary": [
            {
                "kind": kind,
                "texts": count,
                **{source: scores.stopped[(kind, source)] for source in SOURCES},
                "soft_lines": scores.soft_lines[(kind, "both")],
            }
            for kind, count in sorted(scores.ordinary.items())
        ],
    }


def lines(scores: SafetyScores, with_texts: bool = True) -> Iterator[str]:
    """The report as text; `with_texts` lists every miss and false alarm."""
    yield "class/tier/kind                          texts  screen   net    both  (both, too soft)"
    for cell in sorted(scores.asked):
        shares = [scores.noticed[(*cell, source)] / scores.asked[cell] for source in SOURCES]
        figures = "  ".join(f"{share:.3f}" for share in shares)
        soft = scores.too_soft[(*cell, "both")]
        yield f"{'/'.join(cell):40} {scores.asked[cell]:5}  {figures}  {soft}"
    yield ""
    yield "ordinary text         texts  stopped by screen, net, both   soft line by both   stops in 1,000"
    for kind in sorted(scores.ordinary):
        stops = [scores.stopped[(kind, source)] for source in SOURCES]
        rate = 1000 * stops[-1] / scores.ordinary[kind]
        soft = scores.soft_lines[(kind, "both")]
        yield f"{kind:28} {scores.ordinary[kind]:5}  {stops}  {soft}  {rate:.1f}"
    if with_texts:
        yield from _texts_behind(scores)


def _texts_behind(scores: SafetyScores) -> Iterator[str]:
    yield ""
    yield "Missed altogether:"
    yield from (
        f"  {row['cls']}/{row['tier']}/{row['kind']}: {row['text']}" for row in scores.misses
    )
    yield "Stopped for nothing:"
    yield from (f"  {kind}: {rule}: {text}" for kind, rule, text in scores.false_alarms)


def rows(path: Path) -> List[Row]:
    """The lines of a TSV file by column name; a file of ordinary text without a `kind` gets its own name."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{"kind": path.stem, **row} for row in found]


def main() -> None:
    """Measure the trained model on the held-out texts, and on files of ordinary text if given."""
    parser = argparse.ArgumentParser(prog="safety_report", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="default: %(default)s")
    parser.add_argument(
        "--ordinary", type=Path, nargs="*", default=[], help="TSV files with a text column"
    )
    parser.add_argument("--counts-only", action="store_true", help="leave the texts themselves out")
    arguments = parser.parse_args()
    be_quiet()
    scores = measured(Understanding(arguments.model).parse, arguments.ordinary)
    print("\n".join(lines(scores, not arguments.counts_only)))


if __name__ == "__main__":
    main()
