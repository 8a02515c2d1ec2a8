"""Addresses for other programs: FHIR, SMART launch, CDS Hooks."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from records.fhir.server import SEARCHES
from records.fhir.source import FHIR_PATH
from web.fhir import cards, launch, reading
from web.fhir.answers import not_found, outcome
from web.fhir.authority import WELL_KNOWN, NotReached, authority_of
from web.fhir.door import with_token
from web.site import site_of

# What SMART asks a FHIR server to say; the addresses are those of the hospital's authorisation server.
ENDPOINTS = (
    "issuer",
    "jwks_uri",
    "authorization_endpoint",
    "token_endpoint",
    "introspection_endpoint",
)
SMART = {
    "grant_types_supported": ["authorization_code"],
    "code_challenge_methods_supported": ["S256"],
    "scopes_supported": [f"user/{kind}.rs" for kind in SEARCHES],
    "response_types_supported": ["code"],
    "capabilities": [
        "launch-ehr",
        "client-confidential-symmetric",
        "permission-user",
        "permission-v1",
        "permission-v2",
    ],
}


async def smart_configuration(request: Request) -> Response:
    """GET /fhir/.well-known/smart-configuration: where a program gets a token for this endpoint."""
    authority = authority_of(request.app, site_of(request).settings)
    if authority is None:
        return outcome(not_found())
    try:
        theirs = await authority.configuration()
    except NotReached:
        return JSONResponse({"error": "not_answering"}, 503)
    return JSONResponse({name: theirs[name] for name in ENDPOINTS if name in theirs} | SMART)


async def nothing_here(_request: Request) -> Response:
    """Any other address below /fhir."""
    return outcome(not_found())


_fhir = [
    Route(WELL_KNOWN, smart_configuration),
    Route("/metadata", reading.metadata),
    Route("/Questionnaire", reading.definitions),
    *(
        Route(f"/{kind}/{{id}}", reading.definition_of(kind))
        for kind in ("Questionnaire", "CodeSystem")
    ),
    Route("/Composition/{id}/$document", with_token(reading.read_document), name="document"),
    Route("/{kind}/{id}", with_token(reading.read), name="read"),
    Route("/{kind}", with_token(reading.search, search=True), name="search"),
    Route("/{rest:path}", nothing_here),
]

routes: list[BaseRoute] = [
    Mount(FHIR_PATH, routes=_fhir),
    Route(f"{launch.PATH}/launch", launch.launch),
    Route(launch.CALLBACK, launch.callback),
    Route(cards.PATH, cards.services),
    Route(f"{cards.PATH}/{cards.SERVICE}", cards.patient_view, methods=["POST"]),
]
