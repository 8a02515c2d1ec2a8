"""E-mail by the clinic's own server."""

import smtplib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from records.settings import Settings
from web import logs

TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Mail:
    """One e-mail; `id` is what the sender knows it by."""

    id: str
    to: str
    subject: str
    text: str


def is_set_up(settings: Settings) -> bool:
    """Whether this site can send e-mail."""
    return settings.smtp_host is not None and settings.smtp_from is not None


def send(settings: Settings, mails: Iterable[Mail]) -> Iterator[str]:
    """Send them over one connection; yields the ids of those that the server did not take."""
    left = list(mails)
    try:
        with _connected(settings) as server:
            while left:
                try:
                    server.send_message(_message(settings, left[0]))
                except smtplib.SMTPResponseException as error:
                    logs.failure("mail", error)
                    yield left[0].id
                except smtplib.SMTPRecipientsRefused as error:
                    logs.failure("mail", error)
                    yield left[0].id
                left.pop(0)
    except (OSError, smtplib.SMTPException) as error:
        logs.failure("mail", error)
        yield from [mail.id for mail in left]


def _connected(settings: Settings) -> smtplib.SMTP:
    server = smtplib.SMTP(settings.smtp_host or "", settings.smtp_port, timeout=TIMEOUT_SECONDS)
    if settings.smtp_tls:
        server.starttls()
    if settings.smtp_username and settings.smtp_password:
        server.login(settings.smtp_username, settings.smtp_password.get_secret_value())
    return server


def _message(settings: Settings, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message.set_content(mail.text)
    return message
