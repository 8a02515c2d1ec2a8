"""How many phrases of the clinicians' suicide risk lexicon the safety layer notices in a first-person sentence.

    python -m bot.instruments.safety_lexicon LEXICON.json [--counts-only]

The lexicon (Low, construct-tracker, Apache-2.0) is not part of the project; it is read from where the site keeps it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Iterator

from bot.instruments.understanding import MODEL, Understanding, be_quiet

CONSTRUCTS = (
    "Passive suicidal ideation",
    "Active suicidal ideation & suicidal planning",
    "Direct self-injury",
)


def first_person(phrase: str) -> str:
    """A sentence a person could write with the phrase: it is left alone when it already speaks of oneself."""
    lower = phrase.lower()
    if lower.startswith(("i ", "i'")):
        return phrase
    if lower.startswith(("don't", "can't", "wish", "hoping", "feel", "want")):
        return f"I {phrase}" if not lower.startswith("hoping") else f"I am {phrase}"
    if lower.split()[0].endswith("ing"):
        return f"I keep thinking about {phrase}"
    if len(lower.split()) > 1 and (" my" in lower or " me" in lower):
        return f"I want to {phrase}"
    return f"I keep thinking about {phrase}"


def sentences(lexicon: Path) -> Iterator[tuple[str, str]]:
    """(construct, sentence) for each phrase the clinicians kept."""
    content = json.loads(lexicon.read_text(encoding="utf-8"))
    for construct in CONSTRUCTS:
        for phrase in content[construct]["tokens"]:
            yield construct, first_person(phrase)


def main() -> None:
    """Print the share noticed for each construct, and what was missed."""
    parser = argparse.ArgumentParser(prog="safety_lexicon", description=__doc__)
    parser.add_argument("lexicon", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL, help="default: %(default)s")
    parser.add_argument("--counts-only", action="store_true", help="leave the missed sentences out")
    arguments = parser.parse_args()
    be_quiet()
    understanding = Understanding(arguments.model)
    found: dict[str, list[tuple[str, bool]]] = {construct: [] for construct in CONSTRUCTS}
    for construct, sentence in sentences(arguments.lexicon):
        found[construct].append((sentence, bool(understanding.parse(sentence)["safety"])))
    for construct, results in found.items():
        noticed = sum(hit for _, hit in results)
        print(f"{construct}: {noticed} of {len(results)} ({noticed / len(results):.3f})")
        if not arguments.counts_only:
            print("".join(f"  missed: {sentence}\n" for sentence, hit in results if not hit), end="")


if __name__ == "__main__":
    main()
