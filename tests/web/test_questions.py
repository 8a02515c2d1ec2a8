"""The questionnaire's words on the person's pages: all of them in the page's language."""

import html
import re

from records.questionnaire import DOMAIN_NAMES, QUESTIONS, RECORDED
from tests.web.conftest import Patient
from web.chat.questions import CHOICES, DOMAIN_WORDS, HEADINGS
from web.language import LANGUAGES, OWN, translated

# What stands in the page marked as English: the clinic's page and fixed texts.
IN_ENGLISH = re.compile(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', re.DOTALL)
HEADING = re.compile(r"<(h[1-6]|legend|summary|label)[^>]*>(.*?)</\1>", re.DOTALL)


def test_every_word_of_the_questionnaire_is_named_for_the_catalogue() -> None:
    assert {question.heading for question in RECORDED} == set(HEADINGS)
    choices = {choice.title for question in RECORDED for choice in question.choices}
    assert choices == set(CHOICES)
    assert set(DOMAIN_NAMES.values()) == set(DOMAIN_WORDS)


def test_no_heading_is_the_same_in_another_language() -> None:
    for language in LANGUAGES.keys() - {OWN}:
        for words in (*HEADINGS, *CHOICES, *DOMAIN_WORDS):
            assert translated(words, language) != words


def test_no_english_heading_is_left_on_the_welsh_check_page_and_confirmation(
    patient: Patient,
) -> None:
    patient.start()
    patient.say("Walking to the shop")
    patient.say("My son")
    patient.browser.post("/display", data={"language": "cy"})
    assert english_left(patient.browser.get("/chat/check").text) == set()
    assert patient.send().status_code == 200
    assert english_left(patient.browser.get("/chat/done").text) == set()


def english_left(page: str) -> set[str]:
    """English words of the questionnaire in the headings and controls of a page, outside what is marked as English."""
    # The preview is the clinic's page, and holds other elements: it goes as a whole.
    own = re.sub(r'<div class="preview__page" lang="en".*?</section>', "", page, flags=re.DOTALL)
    own = IN_ENGLISH.sub("", own)
    found = {re.sub(r"<[^>]+>", "", words) for _, words in HEADING.findall(own)}
    shown = {html.unescape(words).strip() for words in found}
    english = {question.heading for question in QUESTIONS} | {*HEADINGS, *CHOICES, *DOMAIN_WORDS}
    return {words for words in english if any(words in each for each in shown)}
