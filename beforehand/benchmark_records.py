"""How long the portal's pages take on the server, with as many preparations as a large clinic has in years."""

import asyncio
import math
import statistics
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import click
import httpx
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from beforehand import environment
from beforehand.problems import Problem
from records import migrate, sending, sign_ins
from records import staff as staff_records
from records.database import Database
from records.fhir.questionnaire import version
from records.models import (
    Answer,
    AuditEntry,
    Clinic,
    Preparation,
    Reading,
    Role,
    Staff,
    Standing,
    State,
    SummaryRevision,
    Visit,
    new_id,
    now,
)
from records.settings import Settings
from web.app import create_app
from web.clinic.door import COOKIE

DAYS = 730  # half of them to come
BATCH = 1000
LIMIT_MS = 100.0
WORDS = "I want to walk to the allotment again and see my granddaughter grow up. " * 4
QUESTIONS = ("my_life", "what_matters", "let_go", "good_visit", "on_the_day")
NAMES = ("Sam", "Élodie", "Øyvind", "Amina", "Wei", "Priya", "Tom", "Zofia")


@click.command("records")
@click.option("--database", "url", required=True, help="An empty database that may be filled.")
@click.option(
    "--preparations", default=100_000, show_default=True, help="How many there are to be."
)
@click.option("--times", default=20, show_default=True, help="How often each page is asked for.")
def measure(url: str, preparations: int, times: int) -> None:
    """Fill an empty database and print how long the server takes for each page, in milliseconds."""
    # Read first: a missing key is said at once, not after minutes of filling.
    settings = environment.settings().model_copy(update={"database_url": url})
    migrate.upgrade(url)
    database = Database(url)
    try:
        started = time.monotonic()
        cookie, sent = _filled(database, preparations)
        click.echo(f"{preparations} preparations made in {time.monotonic() - started:.0f} s")
        slow = asyncio.run(_measured(settings, database, cookie, sent, times))
    finally:
        database.close()
    if slow:
        raise Problem(f"Over {LIMIT_MS:.0f} ms: {', '.join(slow)}.")


def _filled(database: Database, count: int) -> tuple[str, str]:
    """A clinician's cookie, and the id of a preparation that was sent."""
    with database.writing() as session:
        if session.scalar(select(func.count(Visit.id))):
            raise Problem("That database is not empty: name one that may be filled.")
        clinic = Clinic(name="Large clinic")
        session.add(clinic)
        session.flush()
        clinician, _ = staff_records.add(session, clinic, "large", "Dr Large", Role.CLINICIAN)
        clinician.must_change_password = False
        cookie = sign_ins.start_session(session, clinician)
    for first in range(0, count, BATCH):
        with database.writing() as session:
            sent = _batch(session, clinician, range(first, min(first + BATCH, count)), count)
    with database.writing() as session:
        session.execute(text("ANALYZE"))
    return cookie, sent


def _batch(session: Session, clinician: Staff, numbers: Sequence[int], count: int) -> str:
    preparations = [_preparation(session, clinician, number, count) for number in numbers]
    session.flush()
    content = sending.summary_of(preparations[0]).model_dump(mode="json")
    for preparation in preparations:
        session.add_all(_revision(preparation, content, clinician))
    session.flush()
    return preparations[-1].id


def _preparation(session: Session, clinician: Staff, number: int, count: int) -> Preparation:
    visit = Visit(
        id=new_id(),
        clinic_id=clinician.clinic_id,
        clinician_id=clinician.id if number % 4 == 0 else None,
        patient_name=f"{NAMES[number % len(NAMES)]} Person {number}",
        starts_at=now() + timedelta(days=DAYS * (number / count - 0.5)),
    )
    preparation = Preparation(
        id=new_id(),
        visit=visit,
        state=State.SENT,
        consented_at=now(),
        sent_at=now(),
        questionnaire_version=version(),
    )
    preparation.answers = [
        Answer(question=question, standing=Standing.ANSWERED, words=WORDS, message_ids=[new_id()])
        for question in QUESTIONS
    ]
    session.add(preparation)
    return preparation


def _revision(
    preparation: Preparation, content: dict[str, Any], clinician: Staff
) -> list[SummaryRevision | Reading | AuditEntry]:
    revision = SummaryRevision(
        id=new_id(),
        preparation_id=preparation.id,
        number=1,
        submission_id=new_id(),
        reference=new_id()[:16],
        content=content,
    )
    # What is in the audit is for the queries that look into it; a chain of it is another matter.
    entries = [
        AuditEntry(
            clinic_id=clinician.clinic_id,
            actor=f"staff:{clinician.id}",
            action=action,
            subject=f"preparation:{preparation.id}",
            previous_hash="",
            hash="",
        )
        for action in ("send", "view", "mark_read")
    ]
    return [revision, *entries, Reading(summary_id=revision.id, staff_id=clinician.id)]


async def _measured(
    settings: Settings, database: Database, cookie: str, sent: str, times: int
) -> list[str]:
    """Print a line for each page and search; returns those that are too slow."""
    transport = httpx.ASGITransport(create_app(settings, database))
    slow = []
    async with httpx.AsyncClient(
        transport=transport, base_url=settings.base_url, cookies={COOKIE: cookie}
    ) as browser:
        for page in _pages(sent):
            took = [await _milliseconds(browser, *page) for _ in range(times)]
            middle = statistics.median(took)
            ninety_five = _ninety_fifth(took)
            name = " ".join([page[0], *page[1].values()])
            click.echo(f"median {middle:6.1f} ms  95% {ninety_five:6.1f} ms  {name}")
            if middle > LIMIT_MS:
                slow.append(name)
    return slow


def _ninety_fifth(took: Sequence[float]) -> float:
    """The time within which 95 of 100 answers came, by nearest rank."""
    return sorted(took)[math.ceil(0.95 * len(took)) - 1]


def _pages(sent: str) -> list[tuple[str, dict[str, str]]]:
    """Addresses, and the form that is sent to each, if any."""
    views = [
        "/clinic/?when=today&whose=all",
        "/clinic/?when=today&whose=mine",
        "/clinic/?when=next&whose=all",
        "/clinic/?when=past&whose=all",
        "/clinic/?when=past&whose=all&page=200",
        "/clinic/?when=past&whose=all&progress=read",
        "/clinic/?when=past&whose=all&progress=new",
        f"/clinic/preparations/{sent}",
        f"/clinic/preparations/{sent}/document",
    ]
    searches = ["person 7731", "amina", "nobody of this name"]
    return [(view, {}) for view in views] + [("/clinic/search", {"name": s}) for s in searches]


async def _milliseconds(browser: httpx.AsyncClient, page: str, form: dict[str, str]) -> float:
    started = time.perf_counter()
    if form:
        answer = await browser.post(page, data=form, headers={"Sec-Fetch-Site": "same-origin"})
    else:
        answer = await browser.get(page)
    if answer.status_code != httpx.codes.OK:
        raise Problem(f"{page} answered {answer.status_code}.")
    return (time.perf_counter() - started) * 1000
