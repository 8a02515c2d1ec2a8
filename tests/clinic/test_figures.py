"""The manager's figures: right, and never about fewer than five people."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from records.figures import Story
from records.models import Role, now
from records.questionnaire import Part
from tests.clinic.conftest import Portal
from web.clinic.counting import WEEK, WRITER, Figure, figures, hide_small

WEEK_ONE = date(2026, 11, 2)
SENT = Story(WEEK_ONE, writer="me", started=True, sent=True, minutes=12, answers=10, kept_back=1)


def by_title(stories: list[Story], grouping: str = WEEK) -> dict[str, Figure]:
    return {figure.title: figure for figure in figures(stories, grouping)}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 9], [5, 9]),
        ([4, 3, 9], [None, None, 9]),
        ([4, 9, 7], [None, 9, None]),
        ([0, 9], [None, 9]),
        ([3], [None]),
    ],
)
def test_a_small_number_is_hidden_and_cannot_be_worked_out(
    counts: list[int], shown: list[int | None]
) -> None:
    assert hide_small(counts) == shown


@pytest.mark.parametrize("grouping", [WEEK, WRITER])
@pytest.mark.parametrize("people", range(1, 5))
def test_of_fewer_than_five_people_nothing_is_shown(people: int, grouping: str) -> None:
    story = replace(SENT, read_before=True, talked_about=True, feedback="yes")
    stopped = replace(SENT, sent=False, minutes=None, stopped_in=Part.LIFE)
    for stories in ([story] * people, [stopped] * people):
        for figure in figures(stories, grouping):
            assert {row.value for row in figure.rows} <= {None}, figure.title


def test_the_figures_say_what_happened() -> None:
    sent = [replace(SENT, minutes=n, read_before=n < 6, feedback="yes") for n in range(1, 8)]
    stopped = [Story(WEEK_ONE, started=True, stopped_in=Part.LIFE)] * 6
    found = by_title([*sent, *stopped, *[Story(WEEK_ONE)] * 5])
    shown = {title: [row.value for row in figure.rows] for title, figure in found.items()}
    assert shown["Invited"] == [18]
    assert shown["Started"] == [13]
    assert shown["Sent"] == [7]
    assert shown["Median minutes"] == [4]
    assert shown["Answers kept back"] == [10]
    assert shown["Read before the visit"] == [5]
    assert shown["Where people stop"][1] == 6
    assert shown["Did you get to talk about it?"][0] == 7


def test_weeks_stand_in_their_order() -> None:
    later = replace(SENT, week=WEEK_ONE + timedelta(weeks=5))
    rows = by_title([later] * 5 + [SENT] * 5)["Sent"].rows
    assert [row.label for row in rows] == ["2 Nov 2026", "7 Dec 2026"]


def test_the_page_counts_the_own_clinic_only_and_has_a_table_under_each_chart(
    portal: Portal,
) -> None:
    for clinic, people in (("own", 6), ("other", 9)):
        for _ in range(people):
            portal.sent(portal.visit(starts_at=now() - timedelta(hours=1), clinic=clinic))
    page = portal.signed_in(Role.MANAGER).get("/clinic/figures?by=week&weeks=4").text
    assert page.count("<svg") == page.count('class="nhsuk-table clinic-figure__table"') == 9
    sent = page[page.index("> Sent") if "> Sent" in page else page.index(">Sent</h2>") :]
    assert re.search(r"--numeric\">6</td>", sent[: sent.index("</table>")])


def test_there_is_a_page_before_there_is_anything_to_count(portal: Portal) -> None:
    assert portal.signed_in(Role.MANAGER).get("/clinic/figures").status_code == 200
