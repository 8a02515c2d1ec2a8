"""The one page: what is on it, what never is, and what reading it leaves behind."""

import re

import pytest
from sqlalchemy.orm import Session

from records import audit
from records.answers import set_shared
from records.models import (
    Answer,
    Preparation,
    SafetyNotice,
    Standing,
    new_id,
)
from records.summary import Summary
from tests.clinic.conftest import WORDS, Portal
from tests.records.patient import say

FORMS = ("", "/text", "/summary.json")


def one(session: Session, preparation_id: str) -> Preparation:
    return session.get_one(Preparation, preparation_id)


@pytest.mark.parametrize("form", FORMS)
def test_a_clinician_reads_the_words_as_they_were_typed(form: str, portal: Portal) -> None:
    page = portal.signed_in().get(f"/clinic/preparations/{portal.sent()}{form}")
    assert page.status_code == 200
    assert WORDS in page.text


def test_html_in_a_persons_words_is_shown_and_not_run(portal: Portal) -> None:
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        say(session, one(session, preparation_id), "my_life", '<script>alert(1)</script> & "x"')
    portal.send(preparation_id)
    page = portal.signed_in().get(f"/clinic/preparations/{preparation_id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in page


@pytest.mark.parametrize("form", FORMS)
def test_withheld_answer_never_reaches_the_portal(form: str, portal: Portal) -> None:
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        secret = say(session, one(session, preparation_id), "my_life", "canary-kept-back")
        set_shared(session, secret, False)
        view = "canary-kept-back view"
        say(session, one(session, preparation_id), "different_views", view, choice="yes_keep")
    portal.send(preparation_id)
    page = portal.signed_in().get(f"/clinic/preparations/{preparation_id}{form}")
    assert page.status_code == 200
    assert "canary" not in page.text
    assert "rather not raise" not in page.text


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_sent_is_nowhere_in_the_portal(form: str, portal: Portal) -> None:
    page = portal.signed_in().get(f"/clinic/preparations/{portal.preparation()}{form}")
    assert WORDS not in page.text
    assert page.status_code == (404 if form else 200)


def test_changes_after_sending_again_are_not_seen_before(portal: Portal) -> None:
    preparation_id = portal.sent()
    portal.withdraw(preparation_id)
    with portal.database.writing() as session:
        session.query(Answer).one().words = "changed since"
    browser = portal.signed_in()
    for form in FORMS:
        page = browser.get(f"/clinic/preparations/{preparation_id}{form}").text
        assert WORDS not in page
        assert "changed since" not in page
    assert "Taken back by the patient" in browser.get(f"/clinic/preparations/{preparation_id}").text
    portal.send(preparation_id)
    page = browser.get(f"/clinic/preparations/{preparation_id}").text
    assert "changed since" in page
    assert WORDS not in page


@pytest.mark.parametrize(
    ("form", "kind"), [("", "page"), ("/text", "text"), ("/summary.json", "json")]
)
def test_each_reading_is_in_the_audit(form: str, kind: str, portal: Portal) -> None:
    preparation_id = portal.sent()
    browser = portal.signed_in()
    for _ in range(2):
        browser.get(f"/clinic/preparations/{preparation_id}{form}")
    entries = portal.audited("view")
    assert [entry.detail for entry in entries] == [{"revision": 1, "form": kind}] * 2
    assert {entry.subject for entry in entries} == {f"preparation:{preparation_id}"}


def test_what_cannot_be_noted_cannot_be_read(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "add", fail)
    page = browser.get(f"/clinic/preparations/{preparation_id}")
    assert page.status_code == 500
    assert WORDS not in page.text


def test_looking_where_nothing_is_sent_is_no_reading(portal: Portal) -> None:
    portal.signed_in().get(f"/clinic/preparations/{portal.preparation()}")
    assert portal.audited("view") == []


def test_the_text_is_a_file_whose_name_says_nothing_about_the_person(portal: Portal) -> None:
    preparation_id = portal.sent()
    answer = portal.signed_in().get(f"/clinic/preparations/{preparation_id}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    reference = portal.revision(preparation_id).reference
    name = re.search(r'filename="(.+)"', answer.headers["content-disposition"])
    assert name is not None
    assert name[1] == f"beforehand-{reference}.txt"


def test_the_text_to_copy_is_the_text_of_the_file(portal: Portal) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()
    page = browser.get(f"/clinic/preparations/{preparation_id}").text
    text = browser.get(f"/clinic/preparations/{preparation_id}/text").text
    field = re.search(r'<textarea [^>]*id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert field is not None
    assert field[1].replace("&#39;", "'") == text


def test_the_json_is_the_summary_that_was_sent(portal: Portal) -> None:
    preparation_id = portal.sent()
    answer = portal.signed_in().get(f"/clinic/preparations/{preparation_id}/summary.json")
    sent = portal.revision(preparation_id).content
    assert Summary.model_validate_json(answer.text) == Summary.model_validate(sent)


def test_the_safety_strip_comes_before_everything_the_person_wrote(portal: Portal) -> None:
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        session.add(
            SafetyNotice(
                preparation_id=preparation_id,
                message_id=new_id(),
                danger="self_harm",
                tier="high",
                rule="test",
                source="rule",
                shown="urgent",
                shared=True,
            )
        )
    portal.send(preparation_id)
    page = portal.signed_in().get(f"/clinic/preparations/{preparation_id}").text
    block = page[page.index('<article class="summary">') :]
    assert "No one was alerted." in block
    assert block.index("Urgent-help message was shown") < block.index(WORDS)


def test_the_opener_is_the_persons_own_first_words(portal: Portal) -> None:
    page = portal.signed_in().get(f"/clinic/preparations/{portal.sent()}").text
    assert f"You wrote about {WORDS}" in page


def test_no_page_of_the_portal_may_be_kept_by_a_browser(portal: Portal) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()
    for form in FORMS:
        answer = browser.get(f"/clinic/preparations/{preparation_id}{form}")
        assert answer.headers["cache-control"] == "no-store"


def test_not_sure_is_a_summary_to_read_like_any_other(portal: Portal) -> None:
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        session.query(Answer).delete()
        preparation = one(session, preparation_id)
        session.expire_all()
        say(session, preparation, "what_matters", standing=Standing.NOT_SURE)
    portal.send(preparation_id)
    page = portal.signed_in().get(f"/clinic/preparations/{preparation_id}")
    assert page.status_code == 200
    assert "Not sure: What matters most" in page.text
