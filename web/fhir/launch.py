"""Being launched from the hospital's record system (SMART App Launch, EHR launch, PKCE): in, and on to the page.

The record system shows who its user is; whoever of the clinic's staff has that username is signed in to the portal.
"""

import base64
import hashlib
import json
import secrets
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import reading
from records.models import Staff, is_id
from web import logs
from web.clinic import door, entering
from web.clinic.door import Knock
from web.fhir.authority import Authority, NotReached, Token, authority_of
from web.fhir.door import reader
from web.site import Site, site_of

COOKIE = "smart_launch"
PATH = "/smart"
CALLBACK = f"{PATH}/callback"
SECONDS = 600
SCOPE = "launch openid fhirUser"


async def launch(request: Request) -> Response:
    """GET /smart/launch?iss=…&launch=…: to the authorisation server; what has to come back is sealed in a cookie."""
    site = site_of(request)
    authority = authority_of(request.app, site.settings)
    iss = request.query_params.get("iss", "").rstrip("/")
    shown = request.query_params.get("launch", "")
    # Only the one record system the site knows: any other address here would be somebody's trap.
    if authority is None or iss != authority.issuer or not shown:
        return failed(site)
    verifier = secrets.token_urlsafe(48)
    try:
        configuration = await authority.configuration()
    except NotReached:
        return failed(site, 503)
    async with authority.client(site.settings.base_url + CALLBACK) as client:
        address, state = client.create_authorization_url(
            configuration["authorization_endpoint"],
            code_verifier=verifier,
            scope=SCOPE,
            launch=shown,
            aud=iss,
        )
    response = RedirectResponse(address, 303)
    response.set_cookie(
        COOKIE,
        _sealer(site).encrypt(json.dumps([state, verifier]).encode()).decode(),
        max_age=SECONDS,
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=https(request, site),
    )
    return response


async def callback(request: Request) -> Response:
    """GET /smart/callback?code=…&state=…: sign in who the record system says, and open the visit it has open."""
    site = site_of(request)
    authority = authority_of(request.app, site.settings)
    begun = _begun(site, request.cookies.get(COOKIE, ""))
    code, state = request.query_params.get("code"), request.query_params.get("state", "")
    if (
        authority is None
        or begun is None
        or not code
        or not secrets.compare_digest(begun[0].encode(), state.encode())
    ):
        return failed(site)
    try:
        granted, token = await _exchange(authority, site, code, begun[1])
    except NotReached:
        return failed(site, 503)
    if token is None or token.client_id != authority.client_id:
        return failed(site)

    def enter(session: Session) -> Response:
        staff = reader(session, token.username)
        if staff is None:
            return failed(site)
        knock = Knock(request, session, {})
        where = _where(session, staff, str(granted.get("encounter", "")))
        # The record system has checked who it is; a second factor is its business.
        response = entering.enter(knock, staff, where)
        response.delete_cookie(COOKIE, path=PATH)
        return response

    return await site.write(enter)


def failed(site: Site, status: int = 403) -> Response:
    """The page that says that it did not work and what to do."""
    return site.pages.page("clinic/launch_failed.html", status)


def https(request: Request, site: Site) -> bool:
    """Whether browsers reach this site encrypted, also when a proxy in front does it."""
    return "https" in (request.url.scheme, site.settings.base_url.partition(":")[0])


async def _exchange(
    authority: Authority, site: Site, code: str, verifier: str
) -> tuple[dict[str, Any], Token | None]:
    """The code for a token, and what the server says of it. Raises NotReached."""
    configuration = await authority.configuration()
    try:
        async with authority.client(site.settings.base_url + CALLBACK) as client:
            granted = await client.fetch_token(
                configuration["token_endpoint"], code=code, code_verifier=verifier
            )
    except AuthlibBaseError as error:
        logs.failure("launch", error)
        return {}, None
    except httpx.HTTPError as error:
        logs.failure("launch", error)
        raise NotReached from None
    return dict(granted), await authority.token(str(granted.get("access_token", "")))


def _where(session: Session, staff: Staff, encounter: str) -> str:
    """The page of the visit the record system has open, when it knows it by our id; else the list."""
    visit = reading.visit_of(session, staff.clinic_id, encounter) if is_id(encounter) else None
    preparation = reading.preparation_for(session, visit) if visit else None
    return f"{door.PATH}/preparations/{preparation.id}" if preparation else f"{door.PATH}/"


def _begun(site: Site, cookie: str) -> tuple[str, str] | None:
    """State and verifier of a launch that began in this browser in the last ten minutes."""
    try:
        state, verifier = json.loads(_sealer(site).decrypt(cookie.encode(), ttl=SECONDS))
    except (InvalidToken, ValueError):
        return None
    return state, verifier


def _sealer(site: Site) -> Fernet:
    key = hashlib.sha256(b"smart launch " + site.settings.site_key.get_secret_value().encode())
    return Fernet(base64.urlsafe_b64encode(key.digest()))
