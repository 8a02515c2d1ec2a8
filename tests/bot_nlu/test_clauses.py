"""The clauses a label can rest on."""

import pytest
from spacy.language import Language

from bot.nlu.clauses import MOST_CLAUSES, passages


def test_the_whole_text_comes_first(language: Language) -> None:
    text = "I still walk to the shop and I miss singing in the choir"
    assert passages(language(text))[0].text == text


def test_two_wishes_in_one_sentence_are_two_clauses(language: Language) -> None:
    found = [
        p.text
        for p in passages(language("I still walk to the shop and I miss singing in the choir"))
    ]
    assert found[1:] == ["I still walk to the shop", "I miss singing in the choir"]


def test_two_sentences_are_two_clauses(language: Language) -> None:
    found = [
        p.text for p in passages(language("My garden is everything. The stairs are too much now."))
    ]
    assert found[1:] == ["My garden is everything", "The stairs are too much now"]


def test_a_simple_sentence_is_not_cut(language: Language) -> None:
    assert len(passages(language("i used to swim"))) == 1


@pytest.mark.parametrize("text", ["", " ", "...", "\n\n", "\U0001f642", "a", "and and and"])
def test_texts_without_words_have_the_whole_only(language: Language, text: str) -> None:
    assert [p.text for p in passages(language(text))] == [text]


def test_a_very_long_text_has_a_bounded_number_of_clauses(language: Language) -> None:
    assert len(passages(language("I walk the dog and I feed the cat. " * 40))) == MOST_CLAUSES + 1
