"""The page as a document to file: FHIR for a record system, PDF for everything else. Names of files say nothing."""

import json
from collections.abc import Iterator

from starlette.responses import Response, StreamingResponse

from records import reading
from records.fhir import document, source_of
from records.summary import Summary
from records.summary.pdf import as_pdf
from web.clinic.door import Ask
from web.clinic.preparation import what_was_sent


def fhir(ask: Ask) -> Response:
    """GET /clinic/preparations/{id}/document: a FHIR R4 document Bundle of what was sent."""
    revision = what_was_sent(ask).revision
    reading.read(ask.session, revision, ask.staff, "fhir")
    source = source_of(revision, ask.site.settings.base_url)
    return Response(json.dumps(document(source)), media_type="application/fhir+json")


def pdf(ask: Ask) -> Response:
    """GET /clinic/preparations/{id}/summary.pdf: a tagged PDF, made after the transaction: it takes a second."""
    revision = what_was_sent(ask).revision
    summary = reading.read(ask.session, revision, ask.staff, "pdf")
    name = f"beforehand-{revision.reference}.pdf"
    return StreamingResponse(
        _made(summary, ask.timezone, revision.reference),
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _made(summary: Summary, timezone: str, reference: str) -> Iterator[bytes]:
    yield as_pdf(summary, timezone, reference)
