"""Misspellings are read as they were meant, and nothing else is touched."""

import random
from pathlib import Path

import pytest

from bot.nlu.spelling import Spelling

TEXTS = ["skip the question please", "repeat the question", "i cant sleep", "walk the dog"] * 3
DICTIONARY = {
    "skip",
    "question",
    "repeat",
    "sleep",
    "walk",
    "dog",
    "the",
    "garden",
    "lace",
    "please",
}


@pytest.fixture
def spelling() -> Spelling:
    return Spelling.fit(TEXTS, DICTIONARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skpi", "skip"),
        ("repeet the qestion", "repeat the question"),
        ("walkthe dog", "walk the dog"),
        ("cantsleep", "cant sleep"),
    ],
)
def test_one_slip_is_read_as_the_known_word(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.reading(typed) == meant


@pytest.mark.parametrize("text", ["the garden", "laces", "Skip", "", "it's 7.45", "\U0001f642!"])
def test_known_words_and_signs_are_left_alone(spelling: Spelling, text: str) -> None:
    assert spelling.reading(text) == text


def test_a_word_far_from_all_others_is_left_alone(spelling: Spelling) -> None:
    assert spelling.reading("methotrexate") == "methotrexate"


def test_what_was_learnt_survives_saving(spelling: Spelling, tmp_path: Path) -> None:
    spelling.save(tmp_path)
    assert Spelling.open(tmp_path).reading("skpi the qestion") == "skip the question"


def test_random_text_is_read_without_an_error(spelling: Spelling) -> None:
    chance = random.Random(3)
    for _ in range(500):
        spelling.reading(
            "".join(chr(chance.randrange(1, 0x2FFF)) for _ in range(chance.randrange(40)))
        )
