"""What the trained model makes of texts: one line of JSON for each line of text.

echo "i used to swim" | python -m bot.instruments.parse
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Iterator

from bot.instruments.understanding import MODEL, Understanding, be_quiet
from bot.without_tensorflow import leave_out


def main() -> None:
    """Read texts, print what each is understood as."""
    arguments = _arguments()
    be_quiet()
    leave_out()
    understanding = Understanding(arguments.model)
    for text in _texts(arguments.file):
        print(json.dumps(understanding.parse(text), ensure_ascii=False), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="parse", description=__doc__)
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
