"""The commands a clinic's person says, on a real SQLite site in an empty folder."""

import json
import re
import sqlite3
import uuid
from pathlib import Path

import pytest
from sqlalchemy import select

from beforehand import bot, demonstration
from records import database, links, sending, transcript
from records.answers import Reply, set_shared, take
from records.models import Preparation, Staff, Standing, Visit
from records.path import Step
from tests.cli.conftest import Site

LINK = re.compile(r"^http://127\.0\.0\.1:8000/p/[\w-]{32}$")
PASSWORD = re.compile(r"^[a-z2-9]{4}(-[a-z2-9]{4}){3}$")


def test_init_makes_a_site_and_shows_the_password_once(empty_site: Site) -> None:
    first = empty_site.done("init", "--username", "ana", "--name", "Dr Ana Field")
    assert re.search(r"ana, with the one-time password [a-z2-9-]{19} ", first)
    again = empty_site.done("init")
    assert again == "The keys and tables are there and up to date.\n"
    assert empty_site.done("staff", "list") == "ana\tclinician\tDr Ana Field\n"


def test_a_command_before_init_says_to_init(empty_site: Site) -> None:
    result = empty_site.say("staff", "list")
    assert result.exit_code == 1
    assert "BEFOREHAND_BOT_SECRET" in result.stderr
    assert "`beforehand init`" in result.stderr
    assert result.stderr.count("\n") == 1


def test_invite_prints_a_link_that_opens(site: Site) -> None:
    link = site.done("invite", "--name", "Sam", "--visit", "2030-07-01T10:00").strip()
    assert LINK.match(link)
    with database.site().writing() as session:
        preparation, _ = links.open_link(session, link.rsplit("/", 1)[1])
        assert preparation.visit.patient_name == "Sam"


def test_the_time_of_a_visit_is_the_clinics(site: Site) -> None:
    made = json.loads(site.done("invite", "--name", "Sam", "--visit", "2030-07-01T10:00", "--json"))
    assert LINK.match(made["link"])
    with database.site().reading() as session:
        visit = session.get_one(Visit, made["visit"])
        assert visit.starts_at.isoformat() == "2030-07-01T09:00:00+00:00"


def test_inviting_for_an_unknown_clinician_makes_nothing(site: Site) -> None:
    result = site.say(
        "invite", "--name", "Sam", "--visit", "2030-07-01T10:00", "--clinician", "nobody"
    )
    assert result.exit_code == 1
    assert "Nobody has the username nobody" in result.stderr
    with database.site().reading() as session:
        assert list(session.scalars(select(Visit.patient_name))) == [demonstration.PATIENT]


def test_staff_are_added_with_a_one_time_password(site: Site) -> None:
    password = site.done("staff", "add", "--username", "bo", "--name", "Bo", "--role", "manager")
    assert PASSWORD.match(password.strip())
    assert "bo\tmanager\tBo\n" in site.done("staff", "list")


def test_a_taken_username_is_refused(site: Site) -> None:
    result = site.say("staff", "add", "--username", "clinician", "--name", "Other")
    assert result.exit_code == 1
    assert "the username 'clinician' is taken" in result.stderr


def test_reset_gives_a_password_that_must_be_changed(site: Site) -> None:
    assert PASSWORD.match(site.done("staff", "reset", "clinician").strip())
    with database.site().reading() as session:
        assert session.scalar(select(Staff.must_change_password))


@pytest.fixture
def sent(site: Site) -> tuple[str, str]:
    """The visit and the reference of something sent, with one answer kept back."""
    link = site.done("invite", "--name", "Sam", "--visit", "2030-07-01T10:00").strip()
    with database.site().writing() as session:
        preparation, _ = links.open_link(session, link.rsplit("/", 1)[1])
        for question, words in (("what_matters", "My dog 🐕\n and me"), ("let_go", "a secret")):
            reply = Reply(Step(question), Standing.ANSWERED, words, message_id=str(uuid.uuid4()))
            answer = take(session, preparation, reply)
            set_shared(session, answer, question == "what_matters")
        revision = sending.send(session, preparation, str(uuid.uuid4()))
        return preparation.visit_id, revision.reference


def test_a_sent_summary_is_printed_in_the_persons_words(site: Site, sent: tuple[str, str]) -> None:
    visit, reference = sent
    text = site.done("summary", visit)
    assert "My dog 🐕\n and me" in text
    assert site.done("summary", reference.lower(), "--text") == text


def test_what_was_kept_back_is_in_no_form_of_the_summary(site: Site, sent: tuple[str, str]) -> None:
    for form in ("--text", "--json", "--fhir"):
        assert "a secret" not in site.done("summary", sent[0], form)
    page = json.loads(site.done("summary", sent[0], "--json"))
    assert page["what_matters"]["words"]["text"] == "My dog 🐕\n and me"


def test_a_summary_is_printed_as_a_fhir_document(site: Site, sent: tuple[str, str]) -> None:
    bundle = json.loads(site.done("summary", sent[0], "--fhir"))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "document")
    assert "My dog 🐕\\n and me" in json.dumps(bundle, ensure_ascii=False)


def test_a_summary_that_was_taken_back_is_not_printed(site: Site, sent: tuple[str, str]) -> None:
    with database.site().writing() as session:
        preparation = session.scalars(
            select(Preparation).where(Preparation.visit_id == sent[0])
        ).one()
        sending.withdraw(session, preparation)
    result = site.say("summary", sent[0])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "it was taken back" in result.stderr


def test_printing_a_summary_is_in_the_audit(site: Site, sent: tuple[str, str]) -> None:
    site.done("summary", sent[0])
    with sqlite3.connect("var/beforehand.sqlite") as connection:
        actions = [row[0] for row in connection.execute("SELECT action FROM audit_entry")]
    connection.close()
    assert "print_summary" in actions


def test_an_unknown_id_says_which_ids_there_are(site: Site) -> None:
    result = site.say("summary", "ABCD-EFGH")
    assert result.exit_code == 1
    assert "Nothing is stored for ABCD-EFGH" in result.stderr


def test_erase_deletes_the_words_and_says_when_the_bot_still_has_them(
    site: Site, sent: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFOREHAND_BOT_PORT", "1")
    result = site.say("erase", sent[0], "--yes")
    assert result.exit_code == 1
    assert "the bot is not running" in result.stderr
    for file in Path("var").iterdir():
        assert b"My dog" not in file.read_bytes()


def test_erase_asks_first(site: Site, sent: tuple[str, str]) -> None:
    assert site.say("erase", sent[0]).exit_code == 1
    assert "My dog" in site.done("summary", sent[0])


def test_verify_audit_finds_a_changed_entry(site: Site) -> None:
    assert site.done("verify-audit") == "Every entry of the audit holds.\n"
    with sqlite3.connect("var/beforehand.sqlite") as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE audit_entry SET actor = 'patient' WHERE number = 1")
    connection.close()
    result = site.say("verify-audit")
    assert result.exit_code == 1
    assert "from number 1" in result.stderr


def test_verify_audit_finds_that_the_newest_entries_are_gone(site: Site) -> None:
    with sqlite3.connect("var/beforehand.sqlite") as connection:
        connection.execute("DROP TRIGGER audit_entry_no_delete")
        connection.execute(
            "DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)"
        )
    connection.close()
    result = site.say("verify-audit")
    assert result.exit_code == 1
    assert "its newest entries were taken out" in result.stderr


def test_the_demonstration_link_goes_to_the_same_visit_while_it_lies_ahead(site: Site) -> None:
    with database.site().writing() as session:
        first, second = demonstration.link(session), demonstration.link(session)
        assert first is not None
        assert second is not None
        assert first != second
        opened = {links.open_link(session, token)[0].id for token in (first, second)}
    assert len(opened) == 1


def test_a_demonstration_that_was_deleted_is_made_anew(site: Site) -> None:
    with database.site().writing() as session:
        token = demonstration.link(session)
        assert token is not None
        preparation, _ = links.open_link(session, token)
        sending.erase(session, preparation)
        again = demonstration.link(session)
        assert again is not None
        assert links.open_link(session, again)[0].id != preparation.id


def test_serve_outside_the_checkout_says_where_to_run_it(empty_site: Site) -> None:
    result = empty_site.say("serve")
    assert result.exit_code == 1
    assert "Run this in the folder of Beforehand" in result.stderr
    assert not Path("var").exists()


def test_purge_counts_before_it_deletes(site: Site, sent: tuple[str, str]) -> None:
    counted = site.done("purge", "--dry-run")
    assert "turns\t0\n" in counted
    assert "conversations\t0\n" in counted
    assert site.done("purge") == counted


def test_purge_deletes_nothing_while_the_bot_cannot_forget(
    site: Site, sent: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.site().writing() as session:
        preparation = session.scalars(
            select(Preparation).where(Preparation.visit_id == sent[0])
        ).one()
        transcript.keep(session, preparation, "m1", "My dog", {"messages": []})
    monkeypatch.setattr(bot, "forget", lambda *_: False)
    result = site.say("purge")
    assert result.exit_code == 1
    assert "Nothing was deleted" in result.stderr
    assert "turns\t1\n" in site.done("purge", "--dry-run")
    monkeypatch.setattr(bot, "forget", lambda *_: True)
    assert "turns\t1\n" in site.done("purge")
    assert "turns\t0\n" in site.done("purge", "--dry-run")
