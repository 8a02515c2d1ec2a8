"""From answers to the page: what goes where, how much of it is shown. Pure: same answers, same page."""

from collections.abc import Sequence
from datetime import datetime

from records.summary.folding import fold
from records.summary.lines import words_shown
from records.summary.page import MORE, PEOPLE, PULLS, GivenAnswer, GivenNotice, Page
from records.summary.shape import NO_NAME, Capability, Header, Item, Summary
from records.summary.unsaid import not_said

__all__ = ["GivenAnswer", "GivenNotice", "build"]

DISCLAIMER = "Written by {written_by}. Not triaged, not a clinical assessment."
WRITTEN_BY = {
    "me": "the patient",
    "with_help": "the patient, with help",
    "for_someone": "someone on the patient's behalf",
    None: "the patient (with or without help: not said)",
}

# The whole page shows at most so many words (guide 3). When it would show more, every answer gives up a share.
MOST_WORDS = 300
# A page with room left folds less: nothing is cut above an empty half of a screen.
MOST_WITH_ROOM = 280
GENEROUS = (3.0, 2.0, 1.5)
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1)
OPENER_WORDS = 8


def build(
    answers: Sequence[GivenAnswer],
    notices: Sequence[GivenNotice],
    *,
    visit_at: datetime,
    finished_at: datetime,
) -> Summary:
    """The page for these answers. What is not shared is not looked at: it stands as not said."""
    for share in (*GENEROUS, *SHARES):
        page = _build(Page(answers, share), notices, visit_at, finished_at)
        if words_shown(page) <= (MOST_WITH_ROOM if share in GENEROUS else MOST_WORDS):
            break
    return page


def _build(
    page: Page, notices: Sequence[GivenNotice], visit_at: datetime, finished_at: datetime
) -> Summary:
    written_by = WRITTEN_BY[page.choice("who_is_writing")]
    what_matters = page.item("what_matters")
    able_to = page.capabilities()
    return Summary(
        header=Header(
            name=page.text("preferred_name") or NO_NAME,
            visit_at=visit_at,
            written_by=written_by,
            finished_at=finished_at,
            disclaimer=DISCLAIMER.format(written_by=written_by),
        ),
        notices=tuple(page.notice(notice) for notice in notices),
        what_matters=what_matters,
        able_to=able_to,
        pulls=page.items(PULLS),
        wants_to_talk_about_a_different_view=page.choice("different_views") == "yes_talk",
        visit=page.items(("good_visit", "question_to_ask")),
        people=page.items(PEOPLE),
        on_the_day=page.item("on_the_day"),
        more=page.items(MORE),
        not_said=not_said(page),
        opener=_opener(what_matters, able_to),
    )


def _opener(what_matters: Item | None, able_to: tuple[Capability, ...]) -> str | None:
    """The first words the person wrote of what matters, for a first sentence to say."""
    words = what_matters.words if what_matters else None
    words = words or (able_to[0].words if able_to else None)
    if words is None:
        return None
    first = fold(words.text, OPENER_WORDS)
    said = " ".join(first.head.split()).rstrip(".")
    return f"You wrote about {said}{'…' if first.rest else '.'} Tell me more."
