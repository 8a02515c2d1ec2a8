"""A clinic that is in use: a day of visits at every stage, and the weeks before it. Made up, and the same each time."""

from datetime import datetime, time, timedelta
from itertools import cycle

from sqlalchemy.orm import Session

from records import invitations, reading, sending
from records.models import (
    Clinic,
    Feedback,
    Preparation,
    Reading,
    Staff,
    State,
    SummaryRevision,
    new_id,
    now,
)
from tests.browser.test_print import TYPICAL
from tests.clinic.conftest import Portal
from tests.records.patient import say
from web.clinic import clock

ZONE = "Europe/London"
NOT_OPENED, OPENED, DECLINED, SENT, READ = "not opened", "opened", "declined", "sent", "read"
DAY = (
    ("09:00", "Sam Okafor", READ),
    ("09:20", "Margaret Hill", READ),
    ("09:40", "Daniel Price", NOT_OPENED),
    ("10:00", "Amina Yusuf", SENT),
    ("10:30", "Gwen Parry", OPENED),
    ("11:00", "Joseph Lane", READ),
    ("11:20", "Li Wei", DECLINED),
    ("13:30", "Rosa Diaz", SENT),
    ("14:00", "Peter Novak", SENT),
    ("14:30", "Ifeoma Eze", NOT_OPENED),
    ("15:00", "Tom Ashworth", OPENED),
)
# How many people came how far in each week, the oldest week first.
WEEKS = (
    {READ: 7, SENT: 2, OPENED: 5, NOT_OPENED: 6},
    {READ: 10, SENT: 1, OPENED: 6, NOT_OPENED: 4},
    {READ: 12, SENT: 2, OPENED: 5, NOT_OPENED: 5},
    {READ: 13, SENT: 3, OPENED: 6, NOT_OPENED: 3},
    {READ: 16, SENT: 1, OPENED: 5, NOT_OPENED: 4},
)


def fill_day(portal: Portal, clinician: Staff) -> None:
    """Today's visits of one clinician."""
    today = clock.day_of(now(), ZONE)
    with portal.database.writing() as session:
        for hour, name, came_to in DAY:
            at = clock.at(today, time.fromisoformat(hour), ZONE)
            preparation = _come(session, clinician, name, at, came_to)
            if preparation is not None:
                say(session, preparation, "preferred_name", name.split()[0])
                say(session, preparation, "who_is_writing", choice="me")
                say(session, preparation, "able_to_wish", choice="keep")
                _end(session, clinician, preparation, came_to, TYPICAL)
                _move_back(session, preparation, at, minutes=18)


def fill_weeks(portal: Portal, clinician: Staff) -> None:
    """Visits of five weeks: enough people for every chart."""
    stops = cycle(("my_life", "able_to", "able_to", "pulls", "able_to"))
    with portal.database.writing() as session:
        for ago, week in enumerate(reversed(WEEKS), start=1):
            people = [came_to for came_to, count in week.items() for _ in range(count)]
            for number, came_to in enumerate(people):
                at = now() - timedelta(weeks=ago)
                preparation = _come(session, clinician, f"Person {number}", at, came_to)
                if preparation is None:
                    continue
                writer = ("me", "me", "with_help", "for_someone")[number % 4]
                say(session, preparation, "who_is_writing", choice=writer)
                words = TYPICAL if came_to != OPENED else {next(stops): "Some of it"}
                if (number + ago) % (ago + 1) == 0:
                    say(session, preparation, "something_else", "Not for the clinic").shared = False
                _end(session, clinician, preparation, came_to, words)
                _move_back(session, preparation, at, minutes=12 + ago + number * 7 % 12)
                if came_to != OPENED:
                    answer = ("yes", "yes", "partly", "yes", "no")[number % 5]
                    session.add(Feedback(preparation_id=preparation.id, talked_about_it=answer))


def _come(
    session: Session, clinician: Staff, name: str, at: datetime, came_to: str
) -> Preparation | None:
    clinic = session.get_one(Clinic, clinician.clinic_id)
    visit = invitations.invite(session, clinic, name, at, clinician=clinician).visit
    if came_to == NOT_OPENED:
        return None
    preparation = Preparation(visit_id=visit.id, consented_at=now())
    session.add(preparation)
    session.flush()
    return preparation


def _end(
    session: Session,
    clinician: Staff,
    preparation: Preparation,
    came_to: str,
    words: dict[str, str],
) -> None:
    if came_to == DECLINED:
        preparation.state = State.DECLINED
        return
    for question, text in words.items():
        say(session, preparation, question, text)
    if came_to in (SENT, READ):
        revision = sending.send(session, preparation, new_id())
        if came_to == READ:
            reading.read(session, revision, clinician, "page")
            sending.mark_read(session, revision, clinician)
            sending.mark_discussed(session, revision, clinician, "all")


def _move_back(
    session: Session, preparation: Preparation, visit_at: datetime, *, minutes: int
) -> None:
    """Let a preparation have begun two days before its visit, and have been read an hour before."""
    preparation.created_at = visit_at - timedelta(days=2, hours=visit_at.minute // 10)
    for revision in session.query(SummaryRevision).filter_by(preparation_id=preparation.id):
        revision.sent_at = preparation.created_at + timedelta(minutes=minutes)
        header = revision.content["header"] | {"finished_at": revision.sent_at.isoformat()}
        revision.content = revision.content | {"header": header}
        for each in session.query(Reading).filter_by(summary_id=revision.id):
            each.at = visit_at - timedelta(hours=1)
