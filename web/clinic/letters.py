"""What a person gets: the link, as text for a message, as a QR code, in a letter."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from records.models import Visit
from web.clinic import clock
from web.clinic.second_factor import qr


@dataclass(frozen=True)
class Letter:
    """One person's letter. The link is a secret: it is on the page this once and kept nowhere."""

    visit: Visit
    link: str
    message: str
    qr: Markup


def letter(visit: Visit, base_url: str, token: str, timezone: str) -> Letter:
    """The letter for a visit."""
    link = f"{base_url}/p/{token}"
    return Letter(visit, link, message(visit, link, timezone), qr(link))


def message(visit: Visit, link: str, timezone: str) -> str:
    """The words for a text message or an e-mail. Nothing in it says what the visit is about."""
    return (
        f"Hello {visit.patient_name},\n"
        f"your visit at {visit.clinic.name} is on {_when(visit.starts_at, timezone)}. "
        "If you like, tell us before then what matters to you. It takes about 10 minutes. "
        "You can stop and come back.\n"
        f"{link}\n"
        "Please do not use it for urgent help: no one reads it right away."
    )


def _when(at: datetime, timezone: str) -> str:
    return clock.day_and_time(at, timezone)
