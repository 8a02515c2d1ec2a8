"""The DocumentReference: that there is a document, for whom, for which visit, and where; never what it says."""

from typing import Any

from records.fhir.codes import PATIENT_NOTE, loinc
from records.fhir.document import TITLE
from records.fhir.source import Source, instant


def document_reference(source: Source) -> dict[str, Any]:
    """The DocumentReference of one sending."""
    return {
        "resourceType": "DocumentReference",
        "id": source.revision_id,
        "identifier": [source.identifier],
        "status": "current",
        "type": {"coding": [loinc(PATIENT_NOTE)]},
        "subject": source.patient,
        "date": instant(source.sent_at),
        "author": [source.writer],
        "content": [
            {
                "attachment": {
                    "contentType": "application/fhir+json",
                    "url": f"{source.base}/Composition/{source.revision_id}/$document",
                    "title": TITLE,
                }
            }
        ],
        "context": {
            "encounter": [source.encounter],
            "period": {"start": instant(source.summary.header.visit_at)},
        },
    }
