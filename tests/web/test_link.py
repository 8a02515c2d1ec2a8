"""GET /p/{token}: what opens, what does not, and what the browser is given."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from records import invitations
from records.database import Database
from records.models import Invitation, PatientSession, Visit, now
from tests.web.conftest import Patient


def test_a_link_opens_the_chat_and_stays_out_of_the_address(patient: Patient) -> None:
    answer = patient.browser.get(patient.link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(patient: Patient) -> None:
    cookie = patient.browser.get(patient.link).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_lives_no_longer_than_the_invitation(
    client: httpx.Client, database: Database, invite: Any
) -> None:
    link = invite(days=1)
    with database.writing() as session:
        session.execute(update(Invitation).values(expires_at=now() + timedelta(days=2)))
    age = int(client.get(link).headers["set-cookie"].split("Max-Age=")[1].split(";")[0])
    assert timedelta(days=1) < timedelta(seconds=age) <= timedelta(days=2)


def test_a_session_ends_after_thirty_days(patient: Patient, database: Database) -> None:
    patient.start()
    with database.writing() as session:
        session.execute(
            update(PatientSession).values(created_at=now() - timedelta(days=30, minutes=1))
        )
    assert patient.browser.get("/chat").status_code == 401


def test_an_unknown_link_says_what_to_do(client: httpx.Client) -> None:
    page = client.get("/p/not-a-token-of-ours")
    assert page.status_code == 404
    assert "ask your clinic for a new link" in page.text
    assert "not-a-token-of-ours" not in page.text


@pytest.mark.parametrize(
    ("change", "words"),
    [("expire", "This link has run out"), ("withdraw", "Your clinic has stopped this link")],
)
def test_a_link_that_is_over_says_why(
    client: httpx.Client, database: Database, invite: Any, change: str, words: str
) -> None:
    link = invite()
    with database.writing() as session:
        if change == "expire":
            session.execute(update(Invitation).values(expires_at=now()))
        else:
            visit = session.scalars(select(Visit)).one()
            invitations.withdraw_links(session, visit, actor="system")
    page = client.get(link)
    assert page.status_code == 410
    assert words in page.text


def test_a_link_whose_answers_were_deleted_is_used_up(patient: Patient) -> None:
    patient.start()
    patient.browser.post("/chat/erase")
    page = patient.browser.get(patient.link)
    assert page.status_code == 410
    assert "Everything behind this link was deleted" in page.text


def test_a_withdrawn_invitation_ends_the_session(patient: Patient, database: Database) -> None:
    patient.start()
    with database.writing() as session:
        visit = session.scalars(select(Visit)).one()
        invitations.withdraw_links(session, visit, actor="system")
    assert patient.browser.get("/chat").status_code == 401
