from datetime import timedelta

import pytest
from pydantic import ValidationError

from records import signposting
from records.signposting import FOLDER, Signposting
from records.summary.page import DANGERS

COUNTRIES = sorted(file.stem for file in FOLDER.glob("*.yml"))


def test_the_united_kingdom_and_the_united_states_have_texts() -> None:
    assert {"uk", "us"} <= set(COUNTRIES)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_danger_has_a_full_text_a_short_one_and_a_soft_line(country: str) -> None:
    texts = signposting.load(country).texts
    assert set(texts) == set(DANGERS)
    for text in texts.values():
        assert text.opening
        assert text.short
        assert text.soft


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_card_has_at_most_five_bullets(country: str) -> None:
    for text in signposting.load(country).texts.values():
        assert len(text.cards) <= 2
        assert all(0 < len(card.bullets) <= 5 for card in text.cards)


@pytest.mark.parametrize("country", COUNTRIES)
def test_abuse_is_left_out_of_the_summary_unless_the_person_says_it_is_safe(country: str) -> None:
    assert signposting.load(country).texts["abuse"].share.default == "leave_out"


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_an_urgent_help_page_with_numbers(country: str) -> None:
    page = signposting.load(country).urgent_help
    assert page.sections
    assert page.numbers


def test_texts_are_overdue_the_day_after_their_review_date_and_while_never_checked() -> None:
    texts = signposting.load("uk")
    checked = texts.model_copy(update={"reviewed": texts.review_by - timedelta(days=180)})
    assert not checked.overdue(texts.review_by)
    assert checked.overdue(texts.review_by + timedelta(days=1))
    assert texts.model_copy(update={"reviewed": None}).overdue(texts.review_by)


def test_a_field_that_is_misspelt_or_missing_is_an_error_that_names_it() -> None:
    texts = signposting.load("uk").model_dump()
    with pytest.raises(ValidationError, match="review_by"):
        Signposting.model_validate({k: v for k, v in texts.items() if k != "review_by"})
    with pytest.raises(ValidationError, match="ownr"):
        Signposting.model_validate(texts | {"ownr": "x"})


def test_a_country_without_texts_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        signposting.load("atlantis")
