"""The fixed texts keep to what the clinical design asks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.safety_patterns import CLASSES

FOLDER = Path(__file__).resolve().parents[2] / "data" / "safety" / "signposting"
FILES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yml")
}
MUST_NOT = re.compile(
    r"!|\b(should|plan to|risk|severe|probably|don't worry|confidential|we will)\b", re.I
)


def words_of(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key in content.values():
            yield from words_of(key)
    elif isinstance(content, list):
        for entry in content:
            yield from words_of(entry)


@pytest.mark.parametrize("country", FILES)
def test_there_is_a_text_for_every_class_the_nets_can_say(country: str) -> None:
    assert set(FILES[country]["texts"]) == set(CLASSES)


@pytest.mark.parametrize("country", FILES)
def test_every_full_and_short_text_says_that_no_one_was_told_or_reads_it(country: str) -> None:
    file = FILES[country]
    assert file["told"] == "No one has been told what you wrote."
    for cls, text in file["texts"].items():
        assert "No one has been told" in text["short"], cls


@pytest.mark.parametrize("country", FILES)
def test_nothing_advises_assesses_promises_or_shouts(country: str) -> None:
    texts = {key: value for key, value in FILES[country]["texts"].items() if key != "overdose"}
    for line in words_of(texts):
        assert not MUST_NOT.search(line), line


@pytest.mark.parametrize("country", FILES)
def test_cards_are_one_call_to_action_with_at_most_five_bullets_and_no_link(country: str) -> None:
    for text in FILES[country]["texts"].values():
        for card in text["cards"]:
            assert card["urgency"] in ("emergency", "urgent")
            assert 1 <= len(card["bullets"]) <= 5
            assert "http" not in " ".join(card["bullets"])
