"""The document Bundle of one sending: a Composition and everything it refers to."""

from typing import Any

from records.fhir.codes import PATIENT_NOTE, loinc
from records.fhir.response import questionnaire_response
from records.fhir.sections import sections
from records.fhir.source import Source, instant
from records.fhir.versions import of_version
from records.fhir.wishes import goals, order_of_questions

TITLE = "Getting ready for a visit, in the person's own words"
_URN = "urn:ietf:rfc:3986"
_ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


def document(source: Source) -> dict[str, Any]:
    """The Bundle. Times are in UTC; the person's name stands in their answers only."""
    return {
        "resourceType": "Bundle",
        "id": source.revision_id,
        "identifier": {"system": _URN, "value": f"urn:uuid:{source.revision_id}"},
        "type": "document",
        "timestamp": instant(source.sent_at),
        "entry": entries(source),
    }


def entries(source: Source) -> list[dict[str, Any]]:
    """Every resource of the document with its address, the Composition first."""
    listed = order_of_questions(source)
    asked = of_version(source.base, source.questionnaire_version)
    resources = [
        composition(source),
        {"resourceType": "Patient", "id": source.preparation_id},
        _encounter(source),
        *([_related_person(source)] if source.writer != source.patient else []),
        *([asked] if asked else []),
        questionnaire_response(source),
        *goals(source),
        *([listed] if listed else []),
    ]
    return [
        {"fullUrl": f"{source.base}/{resource['resourceType']}/{resource['id']}"}
        | {"resource": resource}
        for resource in resources
    ]


def composition(source: Source) -> dict[str, Any]:
    """The Composition: a patient's note, its sections in the order of the one page."""
    return {
        "resourceType": "Composition",
        "id": source.revision_id,
        "identifier": source.identifier,
        "status": "final",
        "type": {"coding": [loinc(PATIENT_NOTE)]},
        "subject": source.patient,
        "encounter": source.encounter,
        "date": instant(source.sent_at),
        "author": [source.writer],
        "title": TITLE,
        "section": sections(source),
    }


def _encounter(source: Source) -> dict[str, Any]:
    """The visit, as it was planned when the summary was sent."""
    return {
        "resourceType": "Encounter",
        "id": source.visit_id,
        "status": "planned",
        "class": {"system": _ACT_CODE, "code": "AMB", "display": "ambulatory"},
        "subject": source.patient,
        "period": {"start": instant(source.summary.header.visit_at)},
    }


def _related_person(source: Source) -> dict[str, Any]:
    """Whoever wrote on the person's behalf; who that is was not asked."""
    return {
        "resourceType": "RelatedPerson",
        "id": source.revision_id,
        "patient": source.patient,
    }
