from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from records import answers, audit, notices, sending, transcript
from records.answers import NotChangeable
from records.database import Database
from records.models import (
    AuditEntry,
    Base,
    Feedback,
    Preparation,
    Standing,
    State,
    SummaryRevision,
    Turn,
    new_id,
    now,
)
from records.sending import NothingToSend, NotSent, VisitHasBegun
from records.summary import Summary, as_html, as_text
from tests.records.patient import (
    both_at_once,
    guess,
    new_clinician,
    new_preparation,
    reply,
    say,
)

SECRET = "Zanzibarwort"


def every_form(preparation: Preparation) -> str:
    summary = sending.summary_of(preparation)
    return "\n".join([as_text(summary, "UTC"), as_html(summary, "UTC"), summary.model_dump_json()])


def test_what_is_sent_holds_the_words_as_they_were_typed(database: Database) -> None:
    words = "my gardn\r\n🌻  and <b>the dog</b>"
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "what_matters", words)
        revision = sending.send(session, preparation, new_id())

    with database.reading() as session:
        content = session.get_one(SummaryRevision, revision.id).content
    what_matters = Summary.model_validate(content).what_matters
    assert what_matters is not None
    assert what_matters.words is not None
    assert what_matters.words.text == words


def test_a_submission_is_sent_exactly_once(database: Database) -> None:
    submission = new_id()
    references = set()
    for _ in range(3):
        with database.writing() as session:
            preparation = session.scalar(select(Preparation)) or new_preparation(session)
            if preparation.state is State.OPEN:
                say(session, preparation, "my_life", "x")
            references.add(sending.send(session, preparation, submission).reference)

    with database.reading() as session:
        assert len(session.scalars(select(SummaryRevision)).all()) == 1
    assert len(references) == 1


@pytest.mark.parametrize("same_submission", [True, False])
def test_two_tabs_at_once_send_one_summary(database: Database, same_submission: bool) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "x")
    submissions = [new_id()] * 2 if same_submission else [new_id(), new_id()]

    def send() -> str:
        with database.writing() as session:
            mine = session.get_one(Preparation, preparation.id)
            return sending.send(session, mine, submissions.pop()).reference

    results = both_at_once(send)

    sent = [result for result in results if isinstance(result, str)]
    refused = [result for result in results if isinstance(result, NotChangeable)]
    assert len(set(sent)) == 1
    assert (len(sent), len(refused)) == ((2, 0) if same_submission else (1, 1))
    with database.reading() as session:
        assert len(session.scalars(select(SummaryRevision)).all()) == 1


def test_a_submission_of_someone_else_gives_nothing_away(database: Database) -> None:
    submission = new_id()
    with database.writing() as session:
        other, mine = new_preparation(session), new_preparation(session)
        say(session, other, "my_life", "x")
        say(session, mine, "my_life", "x")
        sending.send(session, other, submission)
        with pytest.raises(ValueError, match="another preparation"):
            sending.send(session, mine, submission)


@pytest.mark.parametrize(
    "standing", [Standing.NOT_SURE, Standing.NOTHING_TO_ADD, Standing.ANSWERED]
)
def test_one_answer_of_any_kind_is_enough_to_send(database: Database, standing: Standing) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "what_matters", standing=standing)
        assert sending.send(session, preparation, new_id()).number == 1


def test_nothing_is_sent_when_there_is_nothing_the_clinic_may_see(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "preferred_name", "Sam")
        say(session, preparation, "my_life", standing=Standing.SKIPPED)
        kept_back = say(session, preparation, "what_matters", "private")
        answers.set_shared(session, kept_back, False)
        with pytest.raises(NothingToSend):
            sending.send(session, preparation, new_id())
        assert sending.sent_summary(session, preparation) is None


def test_what_is_kept_back_appears_nowhere(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "people_who_matter", "my sister")
        for question in ("preferred_name", "what_matters", "able_to", "let_go", "something_else"):
            kept_back = say(session, preparation, question, f"{SECRET} {question}")
            answers.set_shared(session, kept_back, False)
        for question in ("able_to_helps", "able_to_hinders"):
            say(session, preparation, question, f"{SECRET} about what is kept back")
        say(session, preparation, "different_views", f"{SECRET} too", choice="yes_keep")
        revision = sending.send(session, preparation, new_id())

        assert SECRET not in every_form(preparation)
        assert SECRET not in str(revision.content)
        assert "would rather not" not in every_form(preparation)


def test_what_is_kept_back_looks_like_what_was_not_given(database: Database) -> None:
    def written(keep_back: bool) -> str:
        with database.writing() as session:
            preparation = new_preparation(session)
            preparation.visit.starts_at = starts_at
            say(session, preparation, "what_matters", "my garden")
            for question in ("let_go", "different_views", "able_to"):
                if keep_back:
                    answer = say(session, preparation, question, SECRET)
                    answers.set_shared(session, answer, False)
                else:
                    say(session, preparation, question, standing=Standing.SKIPPED)
            preparation.sent_at = starts_at
            return every_form(preparation)

    starts_at = now() + timedelta(days=1)
    assert written(keep_back=True) == written(keep_back=False)


def test_the_persons_label_is_on_the_page_and_the_guess_is_not(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        guesses = [guess("enjoyment")]
        corrected = say(session, preparation, "able_to", "sailing", guesses=guesses)
        answers.set_labels(session, corrected, ["meaning"])
        none_fits = say(session, preparation, "able_to", "x", position=2, guesses=guesses)
        answers.set_labels(session, none_fits, [])
        say(session, preparation, "able_to", "y", position=3, guesses=guesses)

        rows = sending.summary_of(preparation).able_to
    assert [(row.labels, row.labels_by_person) for row in rows] == [
        (("What gives life meaning",), True),
        ((), False),
        (("Things I enjoy",), False),
    ]


def test_a_notice_is_on_the_page_only_when_the_person_let_it_through(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        for shared, danger in ((True, "abuse"), (False, "overdose"), (None, "symptoms")):
            answer = say(session, preparation, "my_life", SECRET)
            notice = notices.note(
                session,
                preparation,
                answer=answer,
                message_id=new_id(),
                question="my_life",
                danger=danger,
                tier="hard",
                rule=f"{danger}-1",
                source="rules",
                shown="full",
            )
            notice.shared = shared
        session.flush()
        session.expire(preparation)

        shown = sending.summary_of(preparation).notices
        assert [(notice.danger, notice.words and notice.words.text) for notice in shown] == [
            ("abuse or fear", SECRET)
        ]
        answers.set_shared(session, answer, False)
        assert [notice.words for notice in sending.summary_of(preparation).notices] == [None]


def test_taken_back_and_sent_again_is_the_second_revision(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "first")
        first = sending.send(session, preparation, new_id())
        sending.withdraw(session, preparation)
        assert sending.sent_summary(session, preparation) is None

        answers.change_words(session, answer, "second")
        second = sending.send(session, preparation, new_id())

        assert (first.number, second.number) == (1, 2)
        assert first.reference != second.reference
        assert sending.sent_summary(session, preparation) is second


def test_what_was_not_sent_cannot_be_taken_back(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        with pytest.raises(NotSent):
            sending.withdraw(session, preparation)


def test_nothing_is_taken_back_once_the_visit_has_begun(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "x")
        sending.send(session, preparation, new_id())
        preparation.visit.starts_at = now() - timedelta(minutes=1)
        with pytest.raises(VisitHasBegun):
            sending.withdraw(session, preparation)
        assert preparation.state is State.SENT


def fill_every_table(database: Database) -> Preparation:
    with database.writing() as session:
        preparation = new_preparation(session)
        clinician, _ = new_clinician(session, preparation.visit.clinic)
        answer = say(session, preparation, "able_to", SECRET, guesses=[guess("meaning")])
        answer.labels[0].clause = SECRET
        for number in range(60):
            transcript.keep(session, preparation, new_id(), f"{SECRET} {number}", {"said": SECRET})
        revision = sending.send(session, preparation, new_id())
        sending.mark_read(session, revision, clinician)
        sending.mark_discussed(session, revision, clinician)
        session.add(Feedback(preparation_id=preparation.id, talked_about_it="yes"))
        return preparation


def everything_in(database: Database) -> str:
    """Every row of every table, opened."""
    with database.reading() as session:
        rows = [
            str([getattr(row, column.key) for column in mapper.column_attrs])
            for mapper in Base.registry.mappers
            for row in session.scalars(select(mapper.class_))
        ]
    return "\n".join(rows)


def test_erasing_leaves_no_word_in_any_table(database: Database) -> None:
    preparation = fill_every_table(database)
    assert SECRET in everything_in(database)

    with database.writing() as session:
        sending.erase(session, session.get_one(Preparation, preparation.id))

    assert SECRET not in everything_in(database)
    with database.reading() as session:
        erased = session.get_one(Preparation, preparation.id)
        assert (erased.state, erased.sealed_key) == (State.ERASED, None)
        assert "erase" in session.scalars(select(AuditEntry.action)).all()


def test_erasing_leaves_nothing_of_the_words_on_the_disk_not_even_sealed(sqlite: Database) -> None:
    preparation = fill_every_table(sqlite)
    fill_every_other(sqlite)
    file = Path(str(sqlite.engine.url.database))

    def on_disk() -> bytes:
        return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))

    with sqlite.reading() as session:
        key = session.get_one(Preparation, preparation.id).sealed_key
        sealed = list(session.scalars(select(Turn.said)))
    assert key is not None
    traces = [value.encode() for value in (key, *(words for words in sealed if words))]
    assert len(traces) == 61
    assert all(trace in on_disk() for trace in traces)
    with sqlite.writing() as session:
        sending.erase(session, session.get_one(Preparation, preparation.id))
    assert not any(trace in on_disk() for trace in traces)


def fill_every_other(database: Database) -> None:
    with database.writing() as session:
        for _ in range(5):
            say(session, new_preparation(session), "my_life", "someone else's words " * 100)


def test_an_erased_preparation_stays_erased_when_it_is_erased_again(database: Database) -> None:
    preparation = fill_every_table(database)
    for _ in range(2):
        with database.writing() as session:
            sending.erase(session, session.get_one(Preparation, preparation.id))
    with database.reading() as session:
        assert list(audit.broken_entries(session)) == []


def test_an_answer_that_is_taken_out_goes_from_the_transcript_too(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        message = reply("my_life", SECRET)
        answer = answers.add(session, preparation, message)
        transcript.keep(session, preparation, message.message_id, SECRET, {"messages": []})
        transcript.keep(session, preparation, new_id(), "something else", {"messages": []})
        answers.remove(session, answer)

    assert SECRET not in everything_in(database)
    assert "something else" in everything_in(database)


def test_reading_and_talking_are_noted_once(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        clinician, _ = new_clinician(session, preparation.visit.clinic)
        say(session, preparation, "my_life", "x")
        revision = sending.send(session, preparation, new_id())

    def mark() -> None:
        with database.writing() as session:
            summary = session.get_one(SummaryRevision, revision.id)
            reader = session.merge(clinician)
            sending.mark_read(session, summary, reader)
            sending.mark_discussed(session, summary, reader, "pulls")

    assert both_at_once(mark) == [None, None]
    with database.reading() as session:
        mine = session.get_one(Preparation, preparation.id)
        assert [reading.staff.username for reading in sending.readers_of(session, mine)] == ["dr.a"]
        noted = session.scalars(select(AuditEntry.action)).all()
        assert (noted.count("mark_read"), noted.count("mark_discussed")) == (1, 1)


def test_only_a_block_of_the_page_can_be_marked_as_talked_about(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        clinician, _ = new_clinician(session, preparation.visit.clinic)
        say(session, preparation, "my_life", "x")
        revision = sending.send(session, preparation, new_id())
        with pytest.raises(ValueError, match="weather"):
            sending.mark_discussed(session, revision, clinician, "weather")


def test_references_can_be_read_out(database: Database) -> None:
    references = {sending.new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(len(reference) == 9 and not set(reference) & set("018") for reference in references)


def test_the_database_itself_refuses_a_second_summary_of_the_same_submission(
    database: Database,
) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "x")
        sending.send(session, preparation, new_id())
    copy = text(
        "INSERT INTO summary_revision SELECT :id, preparation_id, 2, submission_id, 'other', "
        "content, sent_at, withdrawn_at FROM summary_revision"
    )
    with pytest.raises(Exception, match=r"(?i)unique"), database.writing() as session:
        session.execute(copy, {"id": new_id()})
