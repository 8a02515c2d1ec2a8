"""Signing in and out, and one's own password."""

from datetime import datetime

from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from records import audit, passwords, sign_ins
from records.models import Staff, now
from web.clinic import rules
from web.clinic.addresses import within_portal
from web.clinic.door import COOKIE, PATH, Ask, Knock
from web.clinic.entering import enter, seconds_until, wait_words
from web.clinic.second_factor import owes_code
from web.clinic.tries import limits_of

WRONG = "The username or the password is not right"
WEAK = f"Enter a new password of at least {passwords.SHORTEST_PASSWORD} characters"
WRONG_CURRENT = "Enter the password you signed in with"
SAME = "The two new passwords are not the same"


def show(ask: Knock) -> Response:
    """The sign-in page."""
    return _page(ask, ask.request.query_params.get("next", ""))


def try_it(ask: Knock) -> Response:
    """A name and a password: into the portal, or back with one and the same sentence for every wrong pair."""
    client = ask.request.client
    limits_of(ask.request.app).addresses.take(client.host if client else "unknown")
    username = ask.form.get("username", "").strip()
    asked = ask.form.get("next", "")
    try:
        staff = passwords.check_password(ask.session, username, ask.form.get("password", ""))
    except passwords.TooManyTries as wait:
        return _wait(ask, username, asked, wait.until)
    except passwords.SignInFailed:
        return _wrong(ask, username, asked)
    if ask.site.settings.oidc_issuer and staff.outside_name:
        # They have an account at the hospital's own sign-in: a password here would be a second way in.
        return _wrong(ask, username, asked)
    sign_ins.end_session(ask.session, ask.cookie)
    if staff.code_secret:
        return owes_code(ask, staff, asked)
    return enter(ask, staff, within_portal(asked, rules.first_page(staff.role)))


def sign_out(ask: Ask) -> Response:
    """End this sign-in."""
    sign_ins.end_session(ask.session, ask.cookie)
    response = RedirectResponse(f"{PATH}/sign-in", 303)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def password(ask: Ask) -> Response:
    """The page to change one's password; the first page after a one-time password."""
    return ask.page("password.html", errors={})


def change_password(ask: Ask) -> Response:
    """Set a password of one's own. Every other sign-in of this person ends."""
    errors = _password_errors(ask)
    if not errors:
        try:
            passwords.change_password(ask.session, ask.staff, ask.form["new"])
        except passwords.WeakPassword:
            errors["new"] = WEAK
    if errors:
        return ask.page("password.html", status=422, errors=errors)
    audit.add(
        ask.session,
        clinic_id=ask.staff.clinic_id,
        actor=ask.actor,
        action="password_change",
        subject=f"staff:{ask.staff.id}",
    )
    sign_ins.end_all(ask.session, ask.staff)
    return enter(ask, ask.staff, rules.first_page(ask.staff.role))


def _password_errors(ask: Ask) -> dict[str, str]:
    try:
        passwords.check_password(ask.session, ask.staff.username, ask.form.get("current", ""))
    except (passwords.SignInFailed, passwords.TooManyTries):
        return {"current": WRONG_CURRENT}
    if ask.form.get("new", "") != ask.form.get("again", ""):
        return {"again": SAME}
    return {}


def _wrong(ask: Knock, username: str, asked: str) -> Response:
    """The same for a name that is here and one that is not: one row written, one sentence."""
    staff = ask.session.scalar(
        select(Staff).where(Staff.username == username, Staff.disabled_at.is_(None))
    )
    nobody = limits_of(ask.request.app).nobody
    if staff is None:
        until = nobody.waits_until(username)
        if until is not None and until > now():
            return _wait(ask, username, asked, until)
        nobody.add(username, now())
    audit.add(
        ask.session,
        clinic_id=staff.clinic_id if staff else None,
        actor="system",
        action="sign_in_failed",
        subject=f"staff:{staff.id}" if staff else "staff:unknown",
    )
    errors = {"username": WRONG}
    return _page(ask, asked, 401, username=username, errors=errors)


def _wait(ask: Knock, username: str, asked: str, until: datetime) -> Response:
    seconds = seconds_until(until)
    response = _page(
        ask,
        asked,
        429,
        username=username,
        errors={"username": f"Too many wrong passwords. {wait_words(seconds)}"},
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(ask: Knock, asked: str, status: int = 200, **values: object) -> Response:
    outside = ask.site.settings.oidc_issuer is not None
    return ask.page("sign_in.html", status=status, next=asked, outside=outside, **values)
