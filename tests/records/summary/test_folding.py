import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.summary.folding import MOST_LINES, count, fold


@given(st.text(), st.integers(1, 50))
def test_a_text_is_only_ever_folded(text: str, words: int) -> None:
    folded = fold(text, words)
    assert folded.head + folded.rest == folded.text == text


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("one two three four", "one two three"),
        ("one  two\nthree ", "one  two\nthree "),
        ("one two  three \tfour", "one two  three"),
        ("我想散步", "我想散步"),
        ("我想和孙子一起去公园", "我想和孙子一"),
        ("", ""),
    ],
)
def test_three_words_are_shown(text: str, head: str) -> None:
    assert fold(text, 3).head == head


def test_no_more_than_four_lines_are_shown() -> None:
    assert fold("a\r\nb\nc\rd\ne\nf", 50).head == "a\r\nb\nc\rd"
    assert fold("\n" * 100 + "a", 50).head == "\n" * (MOST_LINES - 1)


@pytest.mark.parametrize(
    "whole",
    ["👨‍👩‍👧‍👦", "e\u0301", "👍🏽", "❤️", "นี้"],
    ids=["family", "accent", "skin", "heart", "thai"],
)
def test_a_character_is_not_cut_in_two(whole: str) -> None:
    for before in range(20, 25):
        text = "x" * before + whole + "yz" * 30
        head = fold(text, 1).head
        assert not any(head.endswith(whole[:n]) for n in range(1, len(whole)) if len(whole) > 1)


def test_half_an_emoji_is_printed_as_a_replacement_character() -> None:
    assert fold("cut \ud83d here", 9).text == "cut \ufffd here"
    assert fold("\ufeffkept", 9).text == "\ufeffkept"


def test_words_are_counted_as_they_are_shown() -> None:
    assert count("one two three") == 3
    assert count("x" * 49) == 3
