"""The trained model keeps its understanding however people type, and no text makes it fail.

Needs a trained model (`beforehand train`). The sentences are ours, made for this test, not held-out ones.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.instruments.slips import MANNERS
from bot.instruments.understanding import MODEL, Understanding, be_quiet
from bot.nlu.text import WORD_JOINER
from bot.without_tensorflow import leave_out

ROOT = Path(__file__).parents[2]

SENTENCES = {
    "skip this question": "skip",
    "can we go back to the question before": "go_back",
    "who is going to read what I write": "who_sees_this",
    "why do you need to know that": "why_do_you_ask",
    "I don't know what to say to that": "not_sure",
    "I can't think of anything else": "nothing_to_add",
    "can you move my appointment to Monday": "ask_booking",
    "I want to walk to the shop on my own again": "answer",
    "my husband has dementia and he relies on me": "answer",
}


@pytest.fixture(scope="session")
def understanding() -> Iterator[Understanding]:
    if not (ROOT / MODEL).exists():
        pytest.skip("there is no trained model: run `beforehand train`")
    be_quiet()
    leave_out()
    yield Understanding(ROOT / MODEL)
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("manner", MANNERS)
def test_the_intent_stays_however_it_is_typed(understanding: Understanding, manner: str) -> None:
    changed = {text: understanding.parse(MANNERS[manner](text))["intent"] for text in SENTENCES}
    wrong = {text: said for text, said in changed.items() if said != SENTENCES[text]}
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skpi this qestion", "skip"),
        ("whoreads this", "who_sees_this"),
        ("I dont knwo", "not_sure"),
    ],
)
def test_misspelt_words_are_understood(
    understanding: Understanding, typed: str, meant: str
) -> None:
    assert understanding.parse(typed)["intent"] == meant


def test_the_channels_guard_changes_nothing(understanding: Understanding) -> None:
    plain, guarded = understanding.parse("/skip"), understanding.parse(f"{WORD_JOINER}/skip it")
    assert guarded["intent"] == "skip"
    assert plain["capabilities"] == guarded["capabilities"] == []


def test_the_same_text_is_understood_the_same_way_twice(understanding: Understanding) -> None:
    text = "I used to sing in the choir and I miss it"
    assert understanding.parse(text) == understanding.parse(text)


def test_a_lost_pleasure_is_named_with_the_clause_it_rests_on(understanding: Understanding) -> None:
    label = understanding.parse("I used to sing in the choir every Friday")["capabilities"][0]
    assert label["wish"] == "get_back"
    assert "choir" in label["clause"]


def test_washing_without_help_is_kept_and_no_loss(understanding: Understanding) -> None:
    labels = understanding.parse("I don't need help with washing")["capabilities"]
    assert [(label["id"], label["wish"]) for label in labels] == [("self_and_home", "keep")]


def test_no_text_makes_it_fail(understanding: Understanding) -> None:
    chance = random.Random(11)
    texts = ["", " ", "\u2060", "\n\n", "\U0001f642" * 50, "?" * 500, "word " * 4000]
    texts += ["".join(chr(chance.randrange(32, 0xD7FF)) for _ in range(60)) for _ in range(60)]
    for text in texts:
        parsed = understanding.parse(text)
        assert parsed["text"] == text
        confidences = [entry["confidence"] for entry in parsed["ranking"]]
        assert confidences[1:] == sorted(confidences[1:], reverse=True)
        assert len(parsed["capabilities"]) <= 2
