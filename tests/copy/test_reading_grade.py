"""The measure itself: syllables as they are heard, grades as the formula gives them."""

import pytest

from tests.copy.reading_grade import grade, syllables

HEARD = {
    "time": 1, "used": 1, "noted": 2, "table": 2, "able": 2, "something": 2, "someone": 2,
    "medicine": 3, "ready": 2, "people": 2, "interpreter": 4, "changes": 2, "times": 1,
    "different": 3, "nurse": 1, "surgery": 3, "be": 1, "the": 1, "questions": 2, "helper": 2,
}  # fmt: skip


@pytest.mark.parametrize("word", HEARD)
def test_syllables_are_those_one_hears(word: str) -> None:
    assert syllables(word) == HEARD[word]


def test_grade_is_the_formula_of_kincaid() -> None:
    # 6 words, 1 sentence, 6 syllables.
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_two_short_sentences_are_easier_than_one_long_one() -> None:
    assert grade("I see it. You see it.") < grade("I see it and you see it")


def test_long_words_are_harder_than_short_ones() -> None:
    assert grade("Notwithstanding multidisciplinary consultation.") > grade("All of us talk.")


def test_a_telephone_number_is_one_short_word() -> None:
    assert grade("Call 1-800-799-7233 now.") == grade("Call me now.")


def test_a_text_without_words_has_no_grade() -> None:
    assert grade("…") == 0
