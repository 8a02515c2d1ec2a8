"""The longest preparation, and one at every limit, on paper. Starts a site and a browser."""

import re
from typing import Any

import pytest
from pypdf import PageObject

from records.questionnaire import MAX_CAPABILITIES, RECORDED, Kind
from tests.browser.longest import LONGEST
from tests.browser.test_print import TYPICAL, Reader, migrated, portal, reader
from tests.records.patient import LONG_TEXT

__all__ = ["migrated", "portal", "reader"]

# Nine points, and what a PDF rounds off of them.
SMALLEST_POINTS = 8.95
# They stand beside the words and are no words: what stands at the foot, and where something goes on.
MARKS = re.compile(r"…|\.\.\.|\(page2\)|SamExample,visit.*?\d\d:\d\d|Page\dof\d")


def small_print(sheet: PageObject) -> str:
    """What stands on a sheet in letters that are too small to read at arm's length, without white space."""
    found: list[str] = []

    def note(text: str, page: list[float], line: list[float], _font: Any, size: float) -> None:
        if size * abs(line[3]) * abs(page[3]) < SMALLEST_POINTS:
            found.append(text)

    sheet.extract_text(visitor_text=note)
    return spaced("".join(found))


def spaced(text: str) -> str:
    """A text whose lines may be broken anywhere."""
    return re.sub(r"\s+", "", text)


def test_the_longest_preparation_answers_every_question_in_every_row() -> None:
    wanted = {
        (question.key, place)
        for question in RECORDED
        if question.kind is not Kind.CLOSED
        for place in range(1, question.repeats + 1)
    }
    assert {(question, place) for question, place, _ in LONGEST} == wanted
    assert MAX_CAPABILITIES == 3


def test_the_longest_preparation_is_its_summary_and_one_side_more_with_every_word(
    reader: Reader,
) -> None:
    reader.open_all(LONGEST)
    summary, rest = reader.printed().pages
    assert "Page 2: in full" in rest.extract_text()
    text = spaced(rest.extract_text())
    for question, place, said in LONGEST:
        if question != "preferred_name":
            assert spaced(said) in text, (question, place)
    assert "What matters most" in summary.extract_text()


@pytest.mark.parametrize("words", [LONGEST, [(key, 1, TYPICAL[key]) for key in TYPICAL]])
def test_no_letter_is_made_smaller_to_fit(reader: Reader, words: Any) -> None:
    reader.open_all(words)
    for sheet in reader.printed().pages:
        assert MARKS.sub("", small_print(sheet)) == ""


def test_at_every_limit_nothing_is_lost_and_each_sheet_says_whose_and_which_it_is(
    reader: Reader,
) -> None:
    said = [
        (question, place, f"begin{number} {LONG_TEXT[:3950]} end{number}.")
        for number, (question, place, _) in enumerate(LONGEST, start=100)
        if question != "preferred_name"
    ]
    reader.open_all(said)
    sheets = [sheet.extract_text() for sheet in reader.printed().pages]
    assert len(sheets) > 2
    for number, sheet in enumerate(sheets, start=1):
        assert f"Page {number} of {len(sheets)}" in sheet
        assert "Sam Example, visit" in sheet
    assert "Page 2: in full" not in sheets[0]
    rest = spaced(
        "".join(re.sub(r"Page \d+ of \d+|Sam Example, visit.*", "", one) for one in sheets[1:])
    )
    for number in range(101, 100 + len(LONGEST)):
        begin, end = rest.index(f"begin{number}"), rest.index(f"end{number}.")
        assert rest[begin:end] == spaced(f"begin{number}{LONG_TEXT[:3950]}")
