"""The second factor: turning it on with an authenticator app, its recovery codes, and the code at signing in."""

import segno
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from records import passwords, second_factor, sign_ins
from records.models import Staff, now
from records.second_factor import Sealer
from web.clinic import rules
from web.clinic.addresses import within_portal
from web.clinic.door import PATH, Ask, Knock
from web.clinic.entering import enter, seconds_until, wait_words
from web.site import Site

WRONG_CODE = "Enter the six digits that your app shows now, or a recovery code you have not used"
WRONG_FIRST_CODE = "Enter the six digits that your app shows now"


def ask_code(ask: Knock) -> Response:
    """The page that asks for the code, after the right password."""
    if sign_ins.waiting_for_code(ask.session, ask.cookie) is None:
        return RedirectResponse(f"{PATH}/sign-in", 303)
    asked = ask.request.query_params.get("next", "")
    return ask.page("code.html", next=asked, errors={})


def try_code(ask: Knock) -> Response:
    """A code: into the portal, or the page again. Wrong codes count with wrong passwords."""
    staff = sign_ins.waiting_for_code(ask.session, ask.cookie)
    if staff is None:
        return RedirectResponse(f"{PATH}/sign-in", 303)
    asked = ask.form.get("next", "")
    try:
        passwords.hold(ask.session, staff)
    except passwords.TooManyTries as wait:
        seconds = seconds_until(wait.until)
        response = _code_page(ask, asked, f"Too many wrong codes. {wait_words(seconds)}", 429)
        response.headers["Retry-After"] = str(seconds)
        return response
    typed = ask.form.get("code", "")
    if not second_factor.check(ask.session, staff, typed, now(), sealer_of(ask.site)):
        passwords.count_wrong(staff)
        return _code_page(ask, asked, WRONG_CODE, 401)
    staff.failed_sign_ins = 0
    sign_ins.end_session(ask.session, ask.cookie)
    return enter(ask, staff, within_portal(asked, rules.first_page(staff.role)))


def show(ask: Ask) -> Response:
    """Whether it is on; if not, a fresh secret for the app."""
    if ask.staff.code_secret:
        return ask.page("second_factor_on.html", left=len(ask.staff.recovery_codes))
    return _setup_page(ask, second_factor.new_secret(), {})


def turn_on(ask: Ask) -> Response:
    """On, once the app has shown a right code; the recovery codes are shown this once."""
    if ask.staff.code_secret:
        return RedirectResponse(f"{PATH}/second-factor", 303)
    secret = ask.form.get("secret", "")
    step = _step(secret, ask.form.get("code", ""))
    if step is None:
        known = secret if _is_secret(secret) else second_factor.new_secret()
        return _setup_page(ask, known, {"code": WRONG_FIRST_CODE}, 422)
    codes = second_factor.turn_on(ask.session, ask.staff, secret, step, sealer_of(ask.site))
    return ask.page("recovery_codes.html", codes=codes)


def turn_off(ask: Ask) -> Response:
    """Off, with a code that is right now, so that an open screen is not enough."""
    if not ask.staff.code_secret:
        return RedirectResponse(f"{PATH}/second-factor", 303)
    typed = ask.form.get("code", "")
    try:
        passwords.hold(ask.session, ask.staff)
    except passwords.TooManyTries as wait:
        return _still_on(ask, f"Too many wrong codes. {wait_words(seconds_until(wait.until))}", 429)
    if not second_factor.check(ask.session, ask.staff, typed, now(), sealer_of(ask.site)):
        passwords.count_wrong(ask.staff)
        return _still_on(ask, WRONG_CODE, 422)
    second_factor.turn_off(ask.session, ask.staff, actor=ask.actor)
    return RedirectResponse(f"{PATH}/second-factor", 303)


def sealer_of(site: Site) -> Sealer:
    """What seals the secrets of apps at this site."""
    keys = (site.settings.site_key, site.settings.former_site_key)
    return Sealer([key.get_secret_value() for key in keys if key])


def qr(text: str) -> Markup:
    """A text as a QR code, drawn in the page; it holds nothing but squares."""
    drawn = segno.make(text, error="m").svg_inline(scale=4, border=4, omitsize=False)
    return Markup(drawn)  # noqa: S704


def owes_code(ask: Knock, staff: Staff, asked: str) -> Response:
    """After the right password of someone with a second factor: on to the page for the code."""
    return enter(ask, staff, within_portal(asked, ""), waits_for_code=True)


def _code_page(ask: Knock, asked: str, message: str, status: int) -> Response:
    return ask.page("code.html", status=status, next=asked, errors={"code": message})


def _still_on(ask: Ask, message: str, status: int) -> Response:
    left = len(ask.staff.recovery_codes)
    errors = {"code": message}
    return ask.page("second_factor_on.html", status=status, left=left, errors=errors)


def _setup_page(ask: Ask, secret: str, errors: dict[str, str], status: int = 200) -> Response:
    return ask.page(
        "second_factor.html",
        status=status,
        secret=secret,
        grouped=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        qr=qr(second_factor.address(secret, ask.staff.username)),
        errors=errors,
    )


def _step(secret: str, code: str) -> int | None:
    return second_factor.step_of(secret, code, now()) if _is_secret(secret) else None


def _is_secret(typed: str) -> bool:
    return len(typed) == 32 and set(typed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
