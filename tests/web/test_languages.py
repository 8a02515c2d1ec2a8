"""The catalogues of the pages' words: complete, and saying the same."""

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.web.conftest import Patient
from web.display import wanted
from web.language import LANGUAGES, LOCALES, OWN, direction, translated

WEB = LOCALES.parent
OTHERS = [language for language in LANGUAGES if language != OWN]
HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def words() -> set[str]:
    """Every word of the pages, as it stands in templates and code."""
    with (WEB / "locales.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(WEB), methods, options, {"_": None, "mark": None})
    return {str(message) for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_pages_is_translated(language: str, words: set[str]) -> None:
    with (LOCALES / language / "messages.po").open("rb") as file:
        known = {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}
    assert known.keys() == words
    assert [source for source, said in known.items() if not said] == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_filled_in_there_too(language: str, words: set[str]) -> None:
    for source in words:
        assert sorted(HOLE.findall(source)) == sorted(HOLE.findall(translated(source, language)))


def test_the_direction_follows_the_language() -> None:
    assert direction("cy") == "ltr"
    assert direction("ar") == "rtl"


def test_a_person_chooses_another_language_and_the_bot_keeps_its_own(patient: Patient) -> None:
    patient.start()
    answer = patient.browser.post("/display", data={"language": "cy"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/chat"
    page = patient.browser.get("/chat").text
    assert '<html lang="cy" dir="ltr"' in page
    assert "Gadael yn gyflym" in page
    assert 'lang="en">Hello. I am a chat helper' in page
    assert "Cael help brys" in patient.browser.get("/urgent-help").text


def test_larger_text_without_scripts(patient: Patient) -> None:
    patient.start()
    patient.browser.post("/display", data={"text": "larger"})
    assert 'data-text="larger"' in patient.browser.get("/chat/check").text
    patient.browser.post("/display", data={"text": "usual"})
    assert 'data-text="usual"' in patient.browser.get("/chat/check").text


def test_the_way_back_stays_on_our_site(patient: Patient) -> None:
    for address, path in {
        "https://elsewhere.example/chat/check": "/chat/check",
        "https://elsewhere.example//evil.example": "/chat",
        "/chat/check": "/chat/check",
        "/chat/send": "/chat",
    }.items():
        headers = {"Referer": address}
        answer = patient.browser.post("/display", data={"text": "larger"}, headers=headers)
        assert answer.headers["Location"] == path


def test_what_nobody_offers_is_not_taken(patient: Patient) -> None:
    assert wanted({"beforehand_language": "../x", "beforehand_text": "huge"}) == wanted({})
    assert patient.browser.post("/display", data={"language": "xx"}).status_code == 422
