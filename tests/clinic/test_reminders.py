"""Reminders: who is due, as a list to download and by e-mail; once each."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from records.models import Invitation, Visit, now
from tests.clinic.conftest import Portal
from web.clinic.tables import rows_of


def due(portal: Portal, email: str | None = "sam@example.org") -> Visit:
    visit = portal.visit()
    with portal.database.writing() as session:
        session.get_one(Visit, visit.id).email = email
        session.execute(update(Invitation).values(created_at=now() - timedelta(days=2)))
    return visit


def test_who_opened_the_link_or_was_invited_today_is_not_due(portal: Portal) -> None:
    due(portal)
    portal.preparation(portal.visit("Opened It"))
    portal.visit("Fresh One")
    page = portal.signed_in().get("/clinic/reminders").text
    assert "Sam Example" in page
    assert "Opened It" not in page
    assert "Fresh One" not in page


def test_the_list_holds_a_link_that_opens_and_each_is_reminded_once(portal: Portal) -> None:
    due(portal)
    browser = portal.signed_in()
    answer = browser.post("/clinic/reminders/list")
    rows = rows_of(answer.content.decode())
    assert answer.headers["content-disposition"].startswith("attachment")
    assert [row["name"] for row in rows] == ["Sam Example"]
    assert rows[0]["link"] in rows[0]["message"]
    assert portal.browser().get(rows[0]["link"].partition("8000")[2]).status_code == 303
    assert rows_of(browser.post("/clinic/reminders/list").content.decode()) == []
    assert len(portal.audited("remind")) == 1


def test_another_clinics_visits_are_not_in_the_list(portal: Portal) -> None:
    portal.visit(clinic="other")
    with portal.database.writing() as session:
        session.execute(update(Invitation).values(created_at=now() - timedelta(days=2)))
    assert rows_of(portal.signed_in().post("/clinic/reminders/list").content.decode()) == []


class MailServer:
    """As much of an SMTP server (RFC 5321) as one connection needs."""

    def __init__(self, takes: bool) -> None:
        self.takes = takes
        self.mails: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        try:
            connection, _ = self.listener.accept()
        except OSError:
            return
        with connection, connection.makefile("rwb") as lines:
            self.say(lines, "220 here")
            for line in lines:
                command = line.decode().strip().upper()
                if command == "DATA":
                    self.say(lines, "354 go on")
                    self.mails.append("".join(iter(lambda: lines.readline().decode(), ".\r\n")))
                    self.say(lines, "250 taken")
                elif command.startswith("RCPT") and not self.takes:
                    self.say(lines, "550 nobody here")
                else:
                    self.say(lines, "221 bye" if command == "QUIT" else "250 yes")

    def say(self, lines: object, words: str) -> None:
        lines.write(f"{words}\r\n".encode())  # type: ignore[attr-defined]
        lines.flush()  # type: ignore[attr-defined]


@pytest.fixture(params=[True])
def server(request: pytest.FixtureRequest, portal: Portal) -> Iterator[MailServer]:
    found = MailServer(takes=request.param)
    portal.settings.smtp_host = "127.0.0.1"
    portal.settings.smtp_port = found.listener.getsockname()[1]
    portal.settings.smtp_tls = False
    portal.settings.smtp_from = "clinic@example.org"
    yield found
    found.listener.close()
    found.thread.join(5)


def test_an_email_goes_to_each_who_gave_an_address(portal: Portal, server: MailServer) -> None:
    due(portal)
    due(portal, email=None)
    portal.signed_in().post("/clinic/reminders/email")
    assert len(server.mails) == 1
    assert "To: sam@example.org" in server.mails[0]
    assert "/p/" in server.mails[0]
    with portal.reading() as session:
        assert session.query(Visit).filter(Visit.reminded_at.is_not(None)).count() == 1


@pytest.mark.parametrize("server", [False], indirect=True)
def test_who_could_not_be_reached_is_due_again(portal: Portal, server: MailServer) -> None:
    due(portal)
    portal.signed_in().post("/clinic/reminders/email")
    with portal.reading() as session:
        assert session.query(Visit).one().reminded_at is None
    assert len(portal.audited("remind_failed")) == 1


def test_without_a_server_nothing_is_sent_by_email(portal: Portal) -> None:
    due(portal)
    browser = portal.signed_in()
    assert "by e-mail" not in browser.get("/clinic/reminders").text
    assert browser.post("/clinic/reminders/email").status_code == 422
