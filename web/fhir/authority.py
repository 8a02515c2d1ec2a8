"""The hospital's authorisation server: what it says of itself, and who a token stands for."""

import time
import warnings
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette

from records.settings import Settings
from web import logs
from web.limits import Buckets

with warnings.catch_warnings():
    # It asks for a successor of httpx that is in no lock file of ours, and insists: its own filter is to come first.
    from authlib.deprecate import AuthlibDeprecationWarning

    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import AsyncOAuth2Client

TIMEOUT_SECONDS = 10
KEPT_SECONDS = 3600
NEEDED = frozenset({"authorization_endpoint", "token_endpoint", "introspection_endpoint"})
WELL_KNOWN = "/.well-known/smart-configuration"


class NotReached(Exception):
    """The authorisation server did not answer, or not as it should."""


@dataclass(frozen=True)
class Token:
    """What the authorisation server says of an access token."""

    username: str
    scope: str
    audience: frozenset[str]
    client_id: str


class Authority:
    """The authorisation server of a site. Its configuration is asked for once an hour."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self._secret = client_secret
        # Each token shown makes us ask the server: fast enough for a record system, not without end.
        self.shown = Buckets(per_second=20, at_once=400)
        self._kept: dict[str, tuple[float, Any]] = {}

    def client(self, redirect_uri: str | None = None) -> AsyncOAuth2Client:
        """An OAuth client of ours, with PKCE by S256; close it after use."""
        return AsyncOAuth2Client(
            client_id=self.client_id,
            client_secret=self._secret,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT_SECONDS,
            trust_env=False,
        )

    async def configuration(self) -> dict[str, Any]:
        """Its SMART configuration. Raises NotReached."""
        found: dict[str, Any] = await self._document(self.issuer + WELL_KNOWN)
        if not set(found) >= NEEDED:
            raise NotReached
        return found

    async def keys(self) -> dict[str, Any]:
        """The public keys it signs with. Raises NotReached."""
        configuration = await self.configuration()
        if "jwks_uri" not in configuration:
            raise NotReached
        found: dict[str, Any] = await self._document(configuration["jwks_uri"])
        return found

    async def token(self, access_token: str) -> Token | None:
        """What it says of a token (RFC 7662), or None when the token is not good. Raises NotReached."""
        address = (await self.configuration())["introspection_endpoint"]
        try:
            async with self.client() as client:
                response = await client.introspect_token(address, access_token)
            said = response.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            logs.failure("authority", error)
            raise NotReached from None
        return _token(said) if said.get("active") is True else None

    async def _document(self, address: str) -> Any:
        at, kept = self._kept.get(address, (0.0, None))
        if kept is not None and time.monotonic() - at < KEPT_SECONDS:
            return kept
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
                found = (await client.get(address)).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            logs.failure("authority", error)
            raise NotReached from None
        self._kept[address] = (time.monotonic(), found)
        return found


def authority_of(app: Starlette, settings: Settings) -> Authority | None:
    """The authorisation server of the app, made at first use; None when the site has none."""
    if settings.smart_issuer is None:
        return None
    if not hasattr(app.state, "authority"):
        secret = settings.smart_client_secret
        app.state.authority = Authority(
            settings.smart_issuer.rstrip("/"),
            settings.smart_client_id,
            secret.get_secret_value() if secret else "",
        )
    authority: Authority = app.state.authority
    return authority


def _token(said: dict[str, Any]) -> Token:
    audience = said.get("aud", [])
    return Token(
        username=str(said.get("username", "")),
        scope=str(said.get("scope", "")),
        audience=frozenset([audience] if isinstance(audience, str) else audience),
        client_id=str(said.get("client_id", "")),
    )
