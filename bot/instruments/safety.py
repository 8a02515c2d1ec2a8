"""What the safety screen and net make of texts: one block a text, what fired and why.

echo "I don't want to be here any more" | python -m bot.instruments.safety
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

from bot.instruments.understanding import MODEL, Understanding, be_quiet


def main() -> None:
    """Read texts, print what fired on each."""
    arguments = _arguments()
    be_quiet()
    understanding = Understanding(arguments.model)
    screen = _screen()
    for text in _texts(arguments.file):
        matched = {hit.rule: _reason(hit, text) for hit in screen.hits_in_text(text)}
        print("\n".join(lines_for(text, understanding.parse(text)["safety"], matched)), flush=True)


def lines_for(
    text: str, hits: Sequence[Mapping[str, Any]], matched: Mapping[str, str]
) -> Iterator[str]:
    """The block for one text: the text, then a line for each hit; `matched` says which words a rule saw."""
    yield text
    if not hits:
        yield "    nothing"
    for hit in hits:
        why = matched.get(hit["rule"], "") if hit["source"] == "screen" else f"score {hit['score']}"
        yield f"    {hit['tier']}  {hit['cls']}  {hit['rule']}  {why}".rstrip()


def _reason(hit: Any, text: str) -> str:
    softened = f" (softened: {', '.join(hit.because)})" if hit.because else ""
    return f"{text[hit.start : hit.end]!r}{softened}"


def _screen() -> Any:
    from bot.nlu.safety_screen import FOLDER, Screen

    return Screen.from_folder(FOLDER)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="safety", description=__doc__)
    parser.add_argument(
        "file", nargs="?", type=Path, help="one text a line; standard input if none"
    )
    parser.add_argument("--model", type=Path, default=MODEL, help="default: %(default)s")
    return parser.parse_args()


def _texts(file: Path | None) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").splitlines() if file else sys.stdin
    return (line.rstrip("\n") for line in lines if line.strip())


if __name__ == "__main__":
    main()
