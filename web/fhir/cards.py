"""One CDS Hooks service for `patient-view`: a card that says that there is something to read, and none of its words."""

import json
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from records import audit
from records.fhir.finding import Wanted, find
from records.models import Reading, SummaryRevision, is_id
from web.fhir.authority import Authority, NotReached, authority_of
from web.site import site_of

PATH = "/cds-services"
SERVICE = "beforehand-patient-view"
ALGORITHMS = ["ES384", "RS384"]
NEW = "The patient got ready for this visit: one page to read"
READ = "The patient got ready for this visit: read by the clinic"


async def services(_request: Request) -> Response:
    """GET /cds-services: the one service there is."""
    service = {
        "id": SERVICE,
        "hook": "patient-view",
        "title": "What the patient wrote before the visit",
        "description": "Says that there is a page to read, with a link to it. It holds no words of the patient.",
    }
    return JSONResponse({"services": [service]})


async def patient_view(request: Request) -> Response:
    """POST /cds-services/…: the card for the visit that is open, or none.

    The record system signs each request (CDS Hooks 2.0); its `tenant` is the id of the clinic.
    """
    site = site_of(request)
    authority = authority_of(request.app, site.settings)
    base_url = site.settings.base_url
    try:
        clinic_id = await _clinic(request, authority, f"{base_url}{PATH}/{SERVICE}")
    except NotReached:
        return JSONResponse({"error": "not_answering"}, 503)
    if clinic_id is None:
        return JSONResponse({"error": "not_signed"}, 401, {"WWW-Authenticate": "Bearer"})
    visit_id = _visit(await request.body())
    if visit_id is None:
        return JSONResponse({"error": "wrong_form"}, 400)
    cards = await site.write(lambda session: _cards(session, clinic_id, visit_id, base_url))
    return JSONResponse({"cards": cards})


def card(preparation_id: str, base_url: str, *, is_read: bool) -> dict[str, Any]:
    """The card: that there is a page, whether it was read, and where it is."""
    return {
        "summary": READ if is_read else NEW,
        "indicator": "info",
        "source": {"label": "Beforehand", "url": base_url},
        "links": [
            {
                "label": "Read it",
                "url": f"{base_url}/clinic/preparations/{preparation_id}",
                "type": "absolute",
            }
        ],
    }


def _cards(session: Session, clinic_id: str, visit_id: str, base_url: str) -> list[dict[str, Any]]:
    revisions = find(session, clinic_id, Wanted(visit_id=visit_id), limit=1).revisions
    for revision in revisions:
        audit.add(
            session,
            clinic_id=clinic_id,
            actor="system",
            action="show_card",
            subject=f"preparation:{revision.preparation_id}",
        )
    return [
        card(revision.preparation_id, base_url, is_read=_is_read(session, revision))
        for revision in revisions
    ]


def _is_read(session: Session, revision: SummaryRevision) -> bool:
    return session.query(Reading).filter_by(summary_id=revision.id).first() is not None


async def _clinic(request: Request, authority: Authority | None, service: str) -> str | None:
    """The clinic that a request signed by the record system is for; None when it is not signed as it must be."""
    shown = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if authority is None or not shown:
        return None
    claims = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": authority.issuer},
        aud={"essential": True, "value": service},
        exp={"essential": True},
        tenant={"essential": True},
    )
    try:
        keys = KeySet.import_key_set(await authority.keys())  # type: ignore[arg-type]
        token = jwt.decode(shown, keys, algorithms=ALGORITHMS)
        claims.validate(token.claims)
    except (JoseError, ValueError):
        return None
    return str(token.claims["tenant"])


def _visit(body: bytes) -> str | None:
    """The id of the visit that is open in the record system; empty without one, None when the body is no hook."""
    try:
        said = json.loads(body)
        hook, context = said["hook"], said["context"]
        visit_id = str(context.get("encounterId", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if hook != "patient-view":
        return None
    return visit_id if is_id(visit_id) else ""
