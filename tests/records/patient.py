"""A patient getting ready: the shortest way for a test to a visit, a preparation and answers in it."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from records import answers, invitations, links, staff
from records.answers import Guess, Reply
from records.models import Answer, Clinic, Preparation, Role, Staff, Standing, new_id, now
from records.path import Step

LONG_TEXT = ("I used to walk the dog down to the water every morning and I miss it. " * 60)[:4000]


def new_clinic(session: Session, name: str = "Riverside") -> Clinic:
    """A clinic."""
    clinic = Clinic(name=name)
    session.add(clinic)
    session.flush()
    return clinic


def new_clinician(session: Session, clinic: Clinic, username: str = "dr.a") -> tuple[Staff, str]:
    """Someone who reads summaries there, and their password."""
    return staff.add(session, clinic, username, f"Dr {username}", Role.CLINICIAN)


def new_preparation(
    session: Session, *, starts_at: datetime | None = None, clinic: Clinic | None = None
) -> Preparation:
    """A preparation for a visit in a week, opened by its link and agreed to."""
    starts_at = starts_at or now() + timedelta(days=7)
    clinic = clinic or new_clinic(session)
    invited = invitations.invite(session, clinic, "Sam Example", starts_at)
    preparation, _cookie = links.open_link(session, invited.token)
    preparation.consented_at = now()
    return preparation


def reply(
    question: str,
    words: str | None = None,
    *,
    position: int = 1,
    standing: Standing = Standing.ANSWERED,
    choice: str | None = None,
    message_id: str | None = None,
    guesses: Sequence[Guess] = (),
) -> Reply:
    """One message that answers a question."""
    step = Step(question, position)
    return Reply(step, standing, words, message_id or new_id(), choice, guesses)


def say(
    session: Session,
    preparation: Preparation,
    question: str,
    words: str | None = None,
    *,
    position: int = 1,
    standing: Standing = Standing.ANSWERED,
    choice: str | None = None,
    guesses: Sequence[Guess] = (),
) -> Answer:
    """Take an answer."""
    given = reply(
        question, words, position=position, standing=standing, choice=choice, guesses=guesses
    )
    return answers.take(session, preparation, given)


def guess(capability: str, wish: str | None = None) -> Guess:
    """A guess of the model's."""
    return Guess(capability, 0.9, "the clause", wish, "test")


def both_at_once(work: Callable[[], object], times: int = 2) -> list[object]:
    """What the same work gave or raised when threads began it together."""
    together = threading.Barrier(times)
    results: list[object] = []

    def run() -> None:
        together.wait()
        try:
            results.append(work())
        except Exception as error:
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
