"""The FHIR endpoint, the CDS Hooks service and the portal's answers for a program, and what each of them answers."""

from records.fhir.server import DEFINITIONS, READS, SEARCHES
from tests.described import PROBLEM, UUID, Json, Paths, operation, parameter, shape, told

FHIR = "application/fhir+json"
WORDS: Json = {"type": "string"}
AFTER = {"type": "integer", "minimum": 1}
ID: Json = {"anyOf": [UUID, {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,64}$"}]}
DAY: Json = {"type": "string", "pattern": "^(eq|ge|gt|le|lt)?20[0-9]{2}(-(0[1-9]|1[0-2]))?$"}
TYPES: dict[str, Json] = {
    "_id": UUID,
    "patient": UUID,
    "encounter": UUID,
    "date": DAY,
    "authored": DAY,
    "period": DAY,
    "url": {"type": "string", "format": "uri"},
    "version": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
    "_count": {"type": "integer", "minimum": 1, "maximum": 50},
    "_offset": {"type": "integer", "minimum": 0, "maximum": 999999},
}
PAGING = ("_count", "_offset")
ISSUE = shape(severity={"const": "error"}, code=WORDS, diagnostics=WORDS)
OUTCOME = shape(
    resourceType={"const": "OperationOutcome"},
    issue={"type": "array", "items": ISSUE, "minItems": 1},
)
REFUSED = told(OUTCOME, FHIR)
NOT_SIGNED_IN = told(OUTCOME, FHIR, WWW_Authenticate={"const": "Bearer"})
LATER = told(OUTCOME, FHIR, Retry_After=AFTER)
# The authorisation server is away; when it comes back nobody here knows.
AWAY = told(OUTCOME, FHIR)
ERROR = told(shape(error=WORDS))
LINKS: Json = {"type": "array", "items": shape(relation={"enum": ["self", "next"]}, url=WORDS)}
CARD = shape(
    summary={"type": "string", "maxLength": 140},
    indicator={"const": "info"},
    source=shape(label=WORDS, url=WORDS),
    links={"type": "array", "items": shape(label=WORDS, url=WORDS, type={"const": "absolute"})},
)
HOOK: Json = {
    "type": "object",
    "properties": {
        "hook": {"const": "patient-view"},
        "hookInstance": UUID,
        "context": {"type": "object", "properties": {"encounterId": UUID}},
    },
    "required": ["hook", "context"],
}


def resource(kind: str) -> Json:
    """A resource of this type."""
    return {
        "type": "object",
        "properties": {"resourceType": {"const": kind}, "id": {"type": "string"}},
        "required": ["resourceType", "id"],
    }


def found(kind: str) -> Json:
    """What a search for resources of this type finds."""
    entry = shape(fullUrl=WORDS, resource=resource(kind), search=shape(mode={"const": "match"}))
    total = {"type": "integer", "minimum": 0}
    bundle = shape(
        resourceType={"const": "Bundle"}, type={"const": "searchset"}, total=total, link=LINKS
    )
    bundle["properties"]["entry"] = {"type": "array", "items": entry, "minItems": 1}
    return bundle


def wanted(*names: str) -> list[Json]:
    """The parameters of a search."""
    return [parameter(name, TYPES[name]) for name in names]


def with_token(answers: dict[int, Json], *parameters: Json) -> Json:
    """An operation that wants a token."""
    common = {401: NOT_SIGNED_IN, 403: REFUSED, 404: REFUSED, 429: LATER, 503: AWAY}
    return {"get": operation(common | answers, guarded=True, parameters=list(parameters))}


def to_all(answer: Json, *parameters: Json, **others: Json) -> Json:
    """An operation that anyone may ask for."""
    answers = {200: answer} | {int(name.strip("_")): one for name, one in others.items()}
    return {"get": operation(answers, parameters=list(parameters))}


def of_the_portal(answer: Json) -> Json:
    """What those who signed in to the portal get; others are led to the sign-in."""
    kinds = {"text/html": {"schema": WORDS}, "application/json": {"schema": PROBLEM}}
    away = {"description": "", "content": kinds}
    answers = {200: answer, 303: {"description": ""}, 403: away, 404: away, 503: away}
    return {"get": operation(answers, parameters=[BY_ID])}


BY_ID = parameter("id", ID, "path")
METADATA = {"type": "object", "properties": {"resourceType": {"const": "CapabilityStatement"}}}
DOCUMENT = {
    "type": "object",
    "properties": {"resourceType": {"const": "Bundle"}, "type": {"const": "document"}},
    "required": ["resourceType", "type", "entry"],
}
SERVICES = {"type": "array", "items": shape(id=WORDS, hook=WORDS, title=WORDS, description=WORDS)}
OPEN = ("Questionnaire", "CodeSystem")

PATHS: Paths = {
    "/fhir/.well-known/smart-configuration": to_all(
        told({"type": "object", "required": ["token_endpoint", "capabilities"]}),
        _404=REFUSED,
        _503=ERROR,
    ),
    "/fhir/metadata": to_all(told(METADATA, FHIR)),
    "/fhir/Questionnaire": to_all(
        told(found("Questionnaire"), FHIR), *wanted(*DEFINITIONS["Questionnaire"]), _400=REFUSED
    ),
    **{
        f"/fhir/{kind}/{{id}}": to_all(told(resource(kind), FHIR), BY_ID, _404=REFUSED)
        for kind in OPEN
    },
    "/fhir/Composition/{id}/$document": with_token({200: told(DOCUMENT, FHIR)}, BY_ID),
    **{
        f"/fhir/{kind}/{{id}}": with_token({200: told(resource(kind), FHIR)}, BY_ID)
        for kind in (*SEARCHES, *READS)
        if kind not in OPEN
    },
    **{
        f"/fhir/{kind}": with_token(
            {200: told(found(kind), FHIR), 400: REFUSED}, *wanted(*names, *PAGING)
        )
        for kind, names in SEARCHES.items()
    },
    "/fhir/Patient": with_token({404: REFUSED}),
    "/fhir/none/of/these/{id}": {"get": operation({404: REFUSED}, parameters=[BY_ID])},
    "/cds-services": to_all(told(shape(services=SERVICES))),
    "/cds-services/beforehand-patient-view": {
        "post": operation(
            {
                200: told(shape(cards={"type": "array", "items": CARD})),
                400: ERROR,
                401: told(shape(error=WORDS), WWW_Authenticate={"const": "Bearer"}),
                413: ERROR,
                429: ERROR,
                503: ERROR,
            },
            guarded=True,
            requestBody={"required": True, "content": {"application/json": {"schema": HOOK}}},
        )
    },
    "/clinic/preparations/{id}/document": of_the_portal(told(DOCUMENT, FHIR)),
    "/clinic/preparations/{id}/summary.json": of_the_portal(
        told({"type": "object", "required": ["header", "not_said"]})
    ),
}
