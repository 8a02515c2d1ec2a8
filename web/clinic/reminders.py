"""Reminders: a list for the clinic's own SMS or e-mail system, or e-mails by the clinic's server."""

from collections.abc import Sequence
from datetime import timedelta

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from records import reminders
from records.models import Visit, now
from web import mail
from web.clinic import clock, letters, tables
from web.clinic.door import PATH, Ask
from web.mail import Mail
from web.site import Site

AHEAD = timedelta(days=7)
COLUMNS = ("number", "name", "email", "date", "time", "link", "message")
SUBJECT = "Your visit at {}"


def show(ask: Ask) -> Response:
    """Who is due for a reminder. Looking makes no links."""
    due = _due(ask)
    return ask.page(
        "reminders.html",
        visits=due,
        with_email=sum(bool(one.email) for one in due),
        can_mail=mail.is_set_up(ask.site.settings),
        days=AHEAD.days,
    )


def export(ask: Ask) -> Response:
    """A CSV with a fresh link for each; from then on they count as reminded."""
    rows = [_row(ask, one) for one in [_remind(ask, visit) for visit in _due(ask)]]
    name = f"reminders-{clock.day_of(now(), ask.timezone)}.csv"
    return Response(
        tables.written(COLUMNS, rows).encode("utf-8-sig"),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def email(ask: Ask) -> Response:
    """An e-mail to each who gave an address, sent once the links are saved."""
    if not mail.is_set_up(ask.site.settings):
        return ask.page("not_found.html", status=422)
    made = [_remind(ask, visit) for visit in _due(ask) if visit.email]
    mails = [_mail(one) for one in made]
    after = BackgroundTask(_send, ask.site, ask.staff.clinic_id, mails)
    return RedirectResponse(f"{PATH}/reminders", 303, background=after)


def _due(ask: Ask) -> Sequence[Visit]:
    return reminders.due(ask.session, ask.staff.clinic_id, before=now() + AHEAD)


def _remind(ask: Ask, visit: Visit) -> letters.Letter:
    token = reminders.remind(ask.session, visit, actor=ask.actor)
    return letters.letter(visit, ask.site.settings.base_url, token, ask.timezone)


def _row(ask: Ask, one: letters.Letter) -> tuple[str, ...]:
    visit, local = one.visit, clock.day_of(one.visit.starts_at, ask.timezone)
    time = clock.time(visit.starts_at, ask.timezone)
    person = (visit.patient_ref or "", visit.patient_name, visit.email or "")
    return (*person, local.isoformat(), time, one.link, one.message)


def _mail(one: letters.Letter) -> Mail:
    subject = SUBJECT.format(one.visit.clinic.name)
    return Mail(one.visit.id, one.visit.email or "", subject, one.message)


async def _send(site: Site, clinic_id: str, mails: Sequence[Mail]) -> None:
    """Send them, off the event loop; those the server did not take are due again."""
    lost = await run_in_threadpool(lambda: list(mail.send(site.settings, mails)))
    if lost:
        await site.write(lambda session: reminders.take_back(session, clinic_id, lost))
