"""Measure what the trained model understands: held-out texts, decisions, typing slips, safety, time, cross-validation.

Prints tables; `--json` and `--page` write all figures, and a page with plots that needs nothing else to be looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Dict

from bot.instruments import held_out, measures, safety_report
from bot.instruments.cross_validation import cross_validated
from bot.instruments.page import page
from bot.instruments.table import table
from bot.instruments.understanding import MODEL, Understanding, be_quiet
from bot.without_tensorflow import leave_out


def main() -> None:
    """Measure, print, write."""
    arguments = _arguments()
    be_quiet()
    leave_out()
    rows_of = held_out.apart_from(arguments.examples) if arguments.unseen else held_out.rows
    parse = _parser(arguments.model)
    report = _held_out(parse, rows_of)
    _say("safety")
    safety = safety_report.measured(parse, arguments.ordinary)
    report["safety"] = safety_report.figures(safety)
    if arguments.cross_validation:
        report["cross_validation"] = cross_validated(arguments.config, arguments.examples, _say)
    noticed = "\n".join(safety_report.lines(safety, arguments.safety_texts))
    print(table(report), noticed, sep="\n\n")
    if arguments.json:
        arguments.json.write_text(
            json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8"
        )
    if arguments.page:
        arguments.page.write_text(page(report, noticed), encoding="utf-8")


def _parser(model: Path) -> measures.Parse:
    _say(f"loading {model}")
    return Understanding(model).parse


def _held_out(parse: measures.Parse, rows_of: measures.Rows) -> Dict[str, Any]:
    report: Dict[str, Any] = {}
    _say("intents")
    report["intents"] = measures.intents(parse, rows_of)
    report["nothing"] = measures.intents(parse, rows_of, "nothing")
    _say("capabilities and choices")
    report["capabilities"] = measures.capabilities(parse, rows_of)
    report["choices"] = measures.choices(parse, rows_of)
    _say("decisions, slips and misfires")
    report["decisions"] = measures.decisions(parse, measures.decided, rows_of)
    texts = [row["text"] for row in rows_of("intents")][:200]
    report["milliseconds"] = measures.milliseconds(parse, texts)
    return report


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="default: %(default)s")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--page", type=Path, help="write an HTML page with plots to this file")
    parser.add_argument(
        "--cross-validation", action="store_true", help="train five more times: takes minutes"
    )
    parser.add_argument(
        "--unseen", action="store_true", help="leave out texts that the training data holds too"
    )
    parser.add_argument(
        "--ordinary",
        type=Path,
        nargs="*",
        default=[],
        help="TSV files of ordinary text, for safety",
    )
    parser.add_argument(
        "--safety-texts",
        action="store_true",
        help="list what safety missed and stopped for nothing; not for whoever mends rules",
    )
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    parser.add_argument("--examples", type=Path, default=Path("data/nlu"))
    return parser.parse_args()


def _say(step: str) -> None:
    print(f"... {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
