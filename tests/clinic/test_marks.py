"""Marking as read and as talked about: what it leaves behind, and for which summary."""

from typing import Any

import pytest

from records.models import Discussion, Reading
from tests.clinic.conftest import Portal


def mark(portal: Portal, browser: Any, preparation_id: str, what: str, **form: str) -> Any:
    form = {"revision": str(portal.revision(preparation_id).number), **form}
    return browser.post(f"/clinic/preparations/{preparation_id}/{what}", data=form)


def test_marking_as_read_is_noted_once_for_each_reader(portal: Portal) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()
    assert "Mark as read" in browser.get(f"/clinic/preparations/{preparation_id}").text
    for _ in range(2):
        answer = mark(portal, browser, preparation_id, "read")
        assert answer.headers["location"] == f"/clinic/preparations/{preparation_id}"
    page = browser.get(f"/clinic/preparations/{preparation_id}").text
    assert "Mark as read" not in page
    assert "Clinician Lee" in page
    mark(portal, portal.signed_in(), preparation_id, "read")
    with portal.reading() as session:
        assert session.query(Reading).count() == 2
    assert len(portal.audited("mark_read")) == 2


def test_a_summary_that_was_sent_again_is_not_marked_as_read_by_the_old_page(
    portal: Portal,
) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()
    portal.withdraw(preparation_id)
    portal.send(preparation_id)
    mark(portal, browser, preparation_id, "read", revision="1")
    mark(portal, browser, preparation_id, "discussed", revision="1", block="all")
    with portal.reading() as session:
        assert session.query(Reading).count() == session.query(Discussion).count() == 0


@pytest.mark.parametrize("block", ["all", "what_matters"])
def test_talking_about_it_is_noted_whole_or_by_block(block: str, portal: Portal) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()
    mark(portal, browser, preparation_id, "discussed", block=block)
    with portal.reading() as session:
        assert [found.block for found in session.query(Discussion)] == [block]
    page = browser.get(f"/clinic/preparations/{preparation_id}").text
    assert f'value="{block}"' not in page


def test_only_blocks_of_the_page_can_be_talked_about(portal: Portal) -> None:
    preparation_id, browser = portal.sent(), portal.signed_in()
    assert mark(portal, browser, preparation_id, "discussed", block="score").status_code == 422
    page = browser.get(f"/clinic/preparations/{preparation_id}").text
    assert 'value="what_matters"' in page
    assert 'value="people"' not in page
