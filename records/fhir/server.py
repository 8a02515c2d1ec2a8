"""What the read-only FHIR endpoint says about itself, and the Bundles and outcomes it answers with."""

from collections.abc import Sequence
from typing import Any

# Each type with the parameters it can be searched by; the others can be read only.
SEARCHES: dict[str, tuple[str, ...]] = {
    "Composition": ("_id", "patient", "encounter", "date"),
    "DocumentReference": ("_id", "patient", "encounter", "date", "period"),
    "QuestionnaireResponse": ("_id", "patient", "encounter", "authored"),
}
# Those that hold nothing of a person, and are open to all.
DEFINITIONS: dict[str, tuple[str, ...]] = {"Questionnaire": ("_id", "url", "version")}
READS = ("Questionnaire", "CodeSystem", "Patient", "Encounter", "RelatedPerson", "Goal", "List")
_TYPES = {
    "_id": "token",
    "patient": "reference",
    "encounter": "reference",
    "date": "date",
    "authored": "date",
    "period": "date",
    "url": "uri",
    "version": "token",
}
_SECURITY = "http://terminology.hl7.org/CodeSystem/restful-security-service"
_DOCUMENT = "http://hl7.org/fhir/OperationDefinition/Composition-document"


def capability_statement(base: str, date: str) -> dict[str, Any]:
    """The CapabilityStatement: read and search, no change."""
    resources = [_resource(kind) for kind in (*SEARCHES, *READS)]
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": date,
        "kind": "instance",
        "software": {"name": "Beforehand"},
        "implementation": {
            "description": "What people sent before a visit. Scoped to the headings of the PRSB About Me standard.",
            "url": base,
        },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "service": [{"coding": [{"system": _SECURITY, "code": "SMART-on-FHIR"}]}]
                },
                "resource": resources,
            }
        ],
    }


def _resource(kind: str) -> dict[str, Any]:
    searches = (SEARCHES | DEFINITIONS).get(kind, ())
    codes = ["read", *(["search-type"] if searches else [])]
    resource: dict[str, Any] = {"type": kind, "interaction": [{"code": code} for code in codes]}
    if searches:
        resource["searchParam"] = [{"name": name, "type": _TYPES[name]} for name in searches]
    if kind == "Composition":
        resource["operation"] = [{"name": "document", "definition": _DOCUMENT}]
    return resource


def search_set(
    resources: Sequence[dict[str, Any]], *, base: str, total: int, links: dict[str, str]
) -> dict[str, Any]:
    """The Bundle of one page of what a search found, of `total` in all; `links` are of other pages."""
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": [{"relation": relation, "url": url} for relation, url in links.items()],
    }
    found = [
        {
            "fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}",
            "resource": resource,
            "search": {"mode": "match"},
        }
        for resource in resources
    ]
    return bundle | ({"entry": found} if found else {})


def operation_outcome(code: str, text: str) -> dict[str, Any]:
    """What went wrong, for a program and for who looks after it."""
    issue = {"severity": "error", "code": code, "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [issue]}
