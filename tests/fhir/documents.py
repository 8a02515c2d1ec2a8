"""Sendings to make documents of, from nothing said to everything said."""

from datetime import UTC, datetime

from records.fhir import Source
from records.fhir.questionnaire import version
from records.models import Standing
from records.summary import Summary
from records.summary.build import GivenAnswer, GivenNotice
from tests.records.summary.pages import everything, page, said

BASE = "https://clinic.example/fhir"
REVISION = "5a0c8c3e-93a4-4a39-8d7f-7b0de6f4a001"
PREPARATION = "5a0c8c3e-93a4-4a39-8d7f-7b0de6f4a002"
VISIT = "5a0c8c3e-93a4-4a39-8d7f-7b0de6f4a003"
SENT = datetime(2026, 11, 30, 18, 5, tzinfo=UTC)
NOTICE = GivenNotice(SENT, "self_harm", "I can't go on <b>like</b> this")
WORDS = "to walk the dog\r\nagain & see <my> mates 🐕"


def source(summary: Summary) -> Source:
    """A sending of this summary."""
    return Source(BASE, summary, REVISION, PREPARATION, VISIT, "ABCD-EFGH", SENT, version())


def sending(*answers: GivenAnswer, notices: tuple[GivenNotice, ...] = ()) -> Source:
    """A sending of these answers."""
    return source(page(*answers, notices=notices))


SENDINGS = {
    "one answer": sending(said("what_matters", WORDS)),
    "everything": sending(*everything(WORDS), notices=(NOTICE,)),
    "choices only": sending(
        said("who_is_writing", choice="with_help"),
        said("different_views", choice="yes_talk"),
        said("good_visit", choice="keep_as_is"),
        said("on_the_day", choice="interpreter"),
    ),
    "silences only": sending(
        said("what_matters", standing=Standing.NOT_SURE),
        said("able_to", standing=Standing.SKIPPED),
        said("let_go", standing=Standing.NOTHING_TO_ADD),
        said("pulls", standing=Standing.NOT_ASKED),
    ),
}
