"""What a page says of the questions without an answer: which of four silences each is, in any words that were typed."""

from collections.abc import Iterator, Mapping

from records.models import Standing
from records.questionnaire import BY_KEY, RECORDED
from records.summary.page import SAID_SHORTLY, GivenAnswer, Page
from records.summary.shape import NotSaid

# They stand in a row of the page, or in its header, and say nothing by themselves.
_IN_A_ROW = ("able_to_wish", "able_to_helps", "able_to_hinders")
_UNSAID_ONCE = (*_IN_A_ROW, "who_is_writing", "preferred_name")


def not_said(page: Page) -> NotSaid:
    """Every question that has no shared answer, by how it stands."""
    by_standing: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    typed: dict[str, str] = {}
    for key, heading in _without_answer(page):
        standing = _standing(page.all, key)
        by_standing[standing].append(heading)
        words = page.all[key, 1].words if standing in SAID_SHORTLY else None
        if words:
            typed[heading] = words
    for answer in _further(page):
        heading = f"{BY_KEY[answer.question].brief} ({answer.position})"
        by_standing[answer.standing].append(heading)
        typed[heading] = answer.words or ""
    return NotSaid(
        not_asked=tuple(by_standing[Standing.NOT_ASKED]),
        chose_not_to_say=tuple(by_standing[Standing.SKIPPED]),
        not_sure=tuple(by_standing[Standing.NOT_SURE]),
        nothing_to_add=tuple(by_standing[Standing.NOTHING_TO_ADD]),
        typed=typed,
    )


def _without_answer(page: Page) -> Iterator[tuple[str, str]]:
    for question in RECORDED:
        places = ((question.key, n) for n in range(1, question.repeats + 1))
        if question.key not in _UNSAID_ONCE and not any(place in page.shared for place in places):
            yield question.key, question.brief


def _standing(answers: Mapping[tuple[str, int], GivenAnswer], question: str) -> Standing:
    """How an unanswered question stands. An answer kept back looks like any other that was not given (R10)."""
    answer = answers.get((question, 1))
    if answer is None:
        return Standing.NOT_ASKED
    if answer.standing is Standing.ANSWERED or not answer.shared:
        return Standing.SKIPPED
    return answer.standing


def _further(page: Page) -> Iterator[GivenAnswer]:
    """Further rows that were met with words such as "nothing more", where the page has no row for them."""
    for (question, position), answer in page.all.items():
        in_a_row = question in _IN_A_ROW and ("able_to", position) in page.shared
        has_place = in_a_row or (question not in _IN_A_ROW and position == 1)
        if not has_place and answer.shared and answer.words and answer.standing in SAID_SHORTLY:
            yield answer
