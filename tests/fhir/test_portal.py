"""Into the record from the portal: the document, the PDF, the text; and from the command line."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from records.answers import set_shared
from records.models import Preparation
from records.summary.pdf import as_paper, as_pdf
from tests.clinic.conftest import WORDS, Portal
from tests.fhir.checks import everything_wrong
from tests.records.patient import say
from tests.records.summary.pages import everything, page, said

FORMS = ("document", "summary.pdf")


def text_of(pdf: bytes) -> str:
    """The words of a PDF, however its lines are broken."""
    return " ".join("\n".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.usefixtures("official")
def test_the_document_of_the_portal_is_sound(portal: Portal) -> None:
    answer = portal.signed_in().get(f"/clinic/preparations/{portal.sent()}/document")
    assert answer.headers["content-type"] == "application/fhir+json"
    assert WORDS in answer.text
    assert everything_wrong(answer.json()) == []


@pytest.mark.parametrize(("path", "form"), [("document", "fhir"), ("summary.pdf", "pdf")])
def test_each_reading_is_in_the_audit(path: str, form: str, portal: Portal) -> None:
    portal.signed_in().get(f"/clinic/preparations/{portal.sent()}/{path}")
    assert [entry.detail for entry in portal.audited("view")] == [{"revision": 1, "form": form}]


@pytest.mark.parametrize("path", FORMS)
def test_what_is_not_with_the_clinic_is_not_found(path: str, portal: Portal) -> None:
    browser = portal.signed_in()
    taken_back = portal.sent()
    portal.withdraw(taken_back)
    for preparation_id in (portal.preparation(), taken_back):
        assert browser.get(f"/clinic/preparations/{preparation_id}/{path}").status_code == 404
    assert portal.audited("view") == []


def test_what_is_kept_back_is_in_neither(portal: Portal) -> None:
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        preparation = session.get_one(Preparation, preparation_id)
        set_shared(session, say(session, preparation, "my_life", "canary"), False)
    portal.send(preparation_id)
    browser = portal.signed_in()
    address = f"/clinic/preparations/{preparation_id}"
    assert "canary" not in browser.get(f"{address}/document").text
    assert "canary" not in text_of(browser.get(f"{address}/summary.pdf").content)


def test_the_pdf_says_what_the_page_says(portal: Portal) -> None:
    preparation_id = portal.sent()
    answer = portal.signed_in().get(f"/clinic/preparations/{preparation_id}/summary.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    name = re.search(r'filename="(.+)"', answer.headers["content-disposition"])
    assert name is not None
    assert name[1] == f"beforehand-{portal.revision(preparation_id).reference}.pdf"
    assert WORDS in text_of(answer.content)


def test_the_page_leads_to_both(portal: Portal) -> None:
    preparation_id = portal.sent()
    shown = portal.signed_in().get(f"/clinic/preparations/{preparation_id}").text
    for path in FORMS:
        assert f'href="/clinic/preparations/{preparation_id}/{path}"' in shown


def test_the_pdf_is_tagged_titled_and_has_a_language() -> None:
    reader = PdfReader(BytesIO(as_pdf(page(said("what_matters", WORDS)), "Europe/London", "ABCD")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title


def test_an_ordinary_summary_is_one_side_and_a_long_one_says_page_2() -> None:
    short = as_pdf(page(said("what_matters", WORDS), said("able_to", WORDS)), "UTC", "ABCD")
    assert len(PdfReader(BytesIO(short)).pages) == 1
    words = "I used to walk the dog down to the water every morning. " * 6
    long = as_pdf(page(*everything(words)), "UTC", "ABCD")
    second = PdfReader(BytesIO(long)).pages[1].extract_text()
    assert "Page 2" in second
    assert text_of(long).count(" ".join(words.split())) >= len(everything("")) - 8


def test_nothing_a_person_writes_can_make_the_pdf_fetch_or_run_anything() -> None:
    words = '</style><img src="file:///etc/hostname"><script>x()</script>'
    paper = as_paper(page(said("what_matters", words)), "UTC", "ABCD")
    assert "<img" not in paper
    assert "<script" not in paper
    assert "</style><img" in text_of(as_pdf(page(said("what_matters", words)), "UTC", "ABCD"))
