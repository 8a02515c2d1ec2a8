"""Signing in at the hospital's own service: OpenID Connect, authorisation code with PKCE, a nonce and a state.

OpenID Connect Core 1.0, section 3.1. Whoever it names must be known here by that name (`Staff.outside_name`): the
service says who someone is, the clinic says what they may do.
"""

import base64
import hashlib
import json
import secrets
import warnings
from dataclasses import dataclass
from typing import Any

import httpx
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import audit, sign_ins
from records.settings import Settings
from web import logs
from web.clinic import door, entering, rules
from web.clinic.addresses import within_portal
from web.site import Site, site_of

with warnings.catch_warnings():
    # It asks for a successor of httpx that is in no lock file of ours, and insists: its own filter is to come first.
    from authlib.deprecate import AuthlibDeprecationWarning

    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.httpx_client import AsyncOAuth2Client

COOKIE = "clinic_sign_in"
CALLBACK = f"{door.PATH}/oidc/callback"
SECONDS = 600
TIMEOUT_SECONDS = 10
ALGORITHMS = ["RS256", "ES256", "PS256"]


class NotKnown(Exception):
    """The service did not answer, or not with somebody we may believe."""


@dataclass(frozen=True)
class Begun:
    """What has to come back: kept sealed in the browser that began."""

    state: str
    nonce: str
    verifier: str
    asked: str


async def start(request: Request) -> Response:
    """GET /clinic/oidc: to the hospital's sign-in."""
    site = site_of(request)
    if site.settings.oidc_issuer is None:
        return site.pages.page("clinic/not_found.html", 404)
    begun = Begun(
        secrets.token_urlsafe(24),
        secrets.token_urlsafe(24),
        secrets.token_urlsafe(48),
        within_portal(request.query_params.get("next", ""), ""),
    )
    try:
        address = (await _configuration(site.settings))["authorization_endpoint"]
    except NotKnown:
        return failed(site, 503)
    async with _client(site) as client:
        address, _ = client.create_authorization_url(
            address,
            state=begun.state,
            nonce=begun.nonce,
            code_verifier=begun.verifier,
            scope="openid",
        )
    response = RedirectResponse(address, 303)
    response.set_cookie(
        COOKIE,
        _sealer(site).encrypt(json.dumps(vars(begun)).encode()).decode(),
        max_age=SECONDS,
        path=CALLBACK,
        httponly=True,
        samesite="lax",
        secure=site.settings.base_url.startswith("https:"),
    )
    return response


async def callback(request: Request) -> Response:
    """GET /clinic/oidc/callback: sign in who the hospital's service names, if the clinic knows them."""
    site = site_of(request)
    begun = _begun(site, request.cookies.get(COOKIE, ""))
    code, state = request.query_params.get("code"), request.query_params.get("state", "")
    if site.settings.oidc_issuer is None or begun is None or not code:
        return failed(site)
    if not secrets.compare_digest(begun.state.encode(), state.encode()):
        return failed(site)
    try:
        name = await _name(site, code, begun)
    except NotKnown:
        return failed(site)

    def come_in(session: Session) -> Response:
        staff = sign_ins.by_outside_name(session, name)
        if staff is None:
            audit.add(
                session,
                clinic_id=None,
                actor="system",
                action="sign_in_failed",
                subject="staff:unknown",
            )
            return failed(site)
        first = rules.first_page(staff.role)
        return entering.enter(door.Knock(request, session, {}), staff, begun.asked or first)

    response = await site.write(come_in)
    response.delete_cookie(COOKIE, path=CALLBACK)
    return response


def failed(site: Site, status: int = 403) -> Response:
    """The page that says that it did not work and what to do."""
    return site.pages.page("clinic/outside_failed.html", status)


async def _name(site: Site, code: str, begun: Begun) -> str:
    """Who the service says has signed in. Raises NotKnown for anything that does not fit."""
    settings = site.settings
    configuration = await _configuration(settings)
    try:
        async with _client(site) as client:
            token = await client.fetch_token(
                configuration["token_endpoint"], code=code, code_verifier=begun.verifier
            )
        keys = KeySet.import_key_set(await _document(configuration["jwks_uri"]))
        claims = jwt.decode(str(token["id_token"]), keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            leeway=30,
            iss={"essential": True, "value": configuration["issuer"]},
            aud={"essential": True, "value": settings.oidc_client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": begun.nonce},
            sub={"essential": True},
        ).validate(claims)
    except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError) as error:
        logs.failure("oidc", error)
        raise NotKnown from None
    return str(claims["sub"])


async def _configuration(settings: Settings) -> dict[str, Any]:
    """What the service says of itself; its name must be the one that was set. Raises NotKnown."""
    issuer = (settings.oidc_issuer or "").rstrip("/")
    found: dict[str, Any] = await _document(f"{issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise NotKnown
    return found


async def _document(address: str) -> Any:
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            return (await client.get(address)).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        logs.failure("oidc", error)
        raise NotKnown from None


def _client(site: Site) -> AsyncOAuth2Client:
    secret = site.settings.oidc_client_secret
    return AsyncOAuth2Client(
        client_id=site.settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        redirect_uri=site.settings.base_url + CALLBACK,
        code_challenge_method="S256",
        timeout=TIMEOUT_SECONDS,
        trust_env=False,
    )


def _begun(site: Site, cookie: str) -> Begun | None:
    """What began in this browser in the last ten minutes, or None."""
    try:
        return Begun(**json.loads(_sealer(site).decrypt(cookie.encode(), ttl=SECONDS)))
    except (InvalidToken, ValueError, TypeError):
        return None


def _sealer(site: Site) -> Fernet:
    key = hashlib.sha256(b"outside sign-in " + site.settings.site_key.get_secret_value().encode())
    return Fernet(base64.urlsafe_b64encode(key.digest()))
