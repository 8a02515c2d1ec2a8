"""Answering, sharing, taking out, sending, taking back, reading and erasing in any order, against a plain model."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select, text

from records import answers, audit, reading, sending
from records.answers import NotChangeable
from records.database import Database
from records.models import Answer, Preparation, Staff, State, SummaryRevision, new_id
from records.sending import NothingToSend, NotSent
from tests.records.patient import new_clinician, new_preparation, reply

QUESTIONS = ("my_life", "what_matters", "let_go", "something_else")
# A canary in each, so that one search finds any of them, whatever else is typed.
CANARY = "Zanzibarwort"
WORDS = st.text(max_size=40).map(lambda typed: f"{CANARY}{typed}")


@dataclass
class Model:
    """What a person would expect: their answers, which are shared, and what the clinic was sent."""

    words: dict[str, str] = field(default_factory=dict)
    kept_back: set[str] = field(default_factory=set)
    sent: set[str] | None = None
    state: State = State.OPEN

    @property
    def is_changeable(self) -> bool:
        return self.state in (State.OPEN, State.WITHDRAWN)

    @property
    def shared(self) -> set[str]:
        return {words for question, words in self.words.items() if question not in self.kept_back}


class Life(RuleBasedStateMachine):
    """One preparation, done to in any order."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "site.sqlite")
        self.database = Database(f"sqlite:///{self.folder}/site.sqlite")
        self.model = Model()
        with self.database.writing() as session:
            preparation = new_preparation(session)
            clinician, _ = new_clinician(session, preparation.visit.clinic)
            self.id, self.clinician_id = preparation.id, clinician.id

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def change(self, work: object, *expected: type[Exception]) -> bool:
        """Do something in a transaction of its own; whether it was let."""
        assert callable(work)
        try:
            with self.database.writing() as session:
                work(session, session.get_one(Preparation, self.id))
        except expected:
            return False
        return True

    @rule(question=st.sampled_from(QUESTIONS), words=WORDS)
    def answer(self, question: str, words: str) -> None:
        done = self.change(
            lambda session, mine: answers.take(session, mine, reply(question, words)), NotChangeable
        )
        assert done == self.model.is_changeable
        if done:
            self.model.words[question] = words

    @precondition(lambda self: self.model.words)
    @rule(data=st.data(), shared=st.booleans())
    def share(self, data: st.DataObject, shared: bool) -> None:
        question = data.draw(st.sampled_from(sorted(self.model.words)))
        done = self.change(
            lambda session, mine: answers.set_shared(session, answer_to(mine, question), shared),
            NotChangeable,
        )
        assert done == self.model.is_changeable
        if done:
            (self.model.kept_back.discard if shared else self.model.kept_back.add)(question)

    @precondition(lambda self: self.model.words)
    @rule(data=st.data())
    def take_out(self, data: st.DataObject) -> None:
        question = data.draw(st.sampled_from(sorted(self.model.words)))
        done = self.change(
            lambda session, mine: answers.remove(session, answer_to(mine, question)), NotChangeable
        )
        assert done == self.model.is_changeable
        if done:
            del self.model.words[question]

    @rule()
    def send(self) -> None:
        done = self.change(
            lambda session, mine: sending.send(session, mine, new_id()),
            NothingToSend,
            NotChangeable,
        )
        assert done == (self.model.is_changeable and bool(self.model.shared))
        if done:
            self.model.sent, self.model.state = self.model.shared, State.SENT

    @rule()
    def withdraw(self) -> None:
        done = self.change(sending.withdraw, NotSent)
        assert done == (self.model.state is State.SENT)
        if done:
            self.model.sent, self.model.state = None, State.WITHDRAWN

    @rule()
    def erase(self) -> None:
        assert self.change(sending.erase)
        self.model = Model(state=State.ERASED)

    @rule()
    def read(self) -> None:
        with self.database.writing() as session:
            revision = reading.revision_to_read(session, session.get_one(Preparation, self.id))
            assert (revision is None) == (self.model.sent is None)
            if revision is None:
                return
            clinician = session.get_one(Staff, self.clinician_id)
            page = reading.read(session, revision, clinician, "json").model_dump()
        assert words_on(page) == self.model.sent

    @invariant()
    def the_person_finds_what_they_said(self) -> None:
        with self.database.reading() as session:
            mine = session.get_one(Preparation, self.id)
            assert mine.state is self.model.state
            said = {a.question: a.words for a in mine.answers if a.words is not None}
        assert said == self.model.words

    @invariant()
    def no_word_is_open_on_the_disk(self) -> None:
        for file in self.folder.iterdir():
            assert CANARY.encode() not in file.read_bytes()

    @invariant()
    def what_is_erased_has_no_key_and_no_row(self) -> None:
        if self.model.state is not State.ERASED:
            return
        with self.database.reading() as session:
            assert session.get_one(Preparation, self.id).sealed_key is None
            for table in ("answer", "label", "turn", "summary_revision"):
                assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0

    @invariant()
    def the_audit_holds(self) -> None:
        with self.database.reading() as session:
            assert list(audit.broken_entries(session)) == []
            open_ones = select(SummaryRevision.id).where(SummaryRevision.withdrawn_at.is_(None))
            assert len(session.scalars(open_ones).all()) == (self.model.sent is not None)


def answer_to(preparation: Preparation, question: str) -> Answer:
    return next(answer for answer in preparation.answers if answer.question == question)


def words_on(page: object) -> set[str]:
    """Every text on the page that a person wrote."""
    match page:
        case dict():
            return set().union(*map(words_on, page.values()))
        case list() | tuple():
            return set().union(*map(words_on, page))
        case str() if page.startswith(CANARY):
            return {page}
        case _:
            return set()


def test_no_order_of_things_loses_a_word_shows_one_kept_back_or_leaves_one_erased(
    migrated_sqlite: Path,
) -> None:
    class WithTables(Life):
        pass

    WithTables.template = migrated_sqlite
    machine = WithTables.TestCase
    machine.settings = settings(
        max_examples=12,
        database=None,
        # Shrinking would take minutes, and a short run is read as it is.
        phases=[Phase.generate],
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine("runTest").runTest()
