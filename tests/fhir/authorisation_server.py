"""A hospital's authorisation server, as small as SMART allows: it agrees at once, and checks what it is shown."""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.web.serving import served

CLIENT, SECRET = "beforehand", "between-two"


@dataclass
class AuthorisationServer:
    """What it hands out and to whom; `username` is who is signed in at the record system."""

    address: str = ""
    username: str = ""
    encounter: str = ""
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    launches: list[dict[str, str]] = field(default_factory=list)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-384", {"kid": "one"}))

    def token(self, username: str, scope: str, audience: str, **more: Any) -> str:
        """A fresh access token."""
        token = f"token-{len(self.tokens)}"
        said = {"active": True, "username": username, "scope": scope, "aud": audience}
        self.tokens[token] = said | {"client_id": CLIENT} | more
        return token

    def signed(self, **claims: Any) -> str:
        """A JWT as a record system signs its CDS Hooks requests; `claims` replace the good ones."""
        good = {"iss": self.address, "exp": int(time.time()) + 60, "jti": "one"}
        return jwt.encode({"alg": "ES384", "kid": "one"}, good | claims, self.key, ["ES384"])

    @property
    def app(self) -> Starlette:
        """Its pages."""
        return Starlette(
            routes=[
                Route("/.well-known/smart-configuration", self._configuration),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/introspect", self._introspect, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _configuration(self, _request: Request) -> Response:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "introspection_endpoint": "introspect",
            "jwks_uri": "keys",
        }
        said = {name: f"{self.address}/{path}" for name, path in names.items()}
        return JSONResponse(said | {"issuer": self.address})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        right = asked.get("code_challenge_method") == "S256" and asked.get("aud") == self.address
        if not right or asked.get("response_type") != "code" or asked.get("client_id") != CLIENT:
            return Response(status_code=400)
        self.launches.append(asked)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 303)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        if asked is None or not _is_client(request):
            return JSONResponse({"error": "invalid_grant"}, 400)
        challenge = create_s256_code_challenge(str(form.get("code_verifier")))
        if (
            challenge != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = self.token(self.username, asked["scope"], self.address)
        context = {"encounter": self.encounter} if self.encounter else {}
        granted = {"access_token": token, "token_type": "Bearer", "expires_in": 300}
        return JSONResponse(granted | {"scope": asked["scope"]} | context)

    async def _introspect(self, request: Request) -> Response:
        if not _is_client(request):
            return Response(status_code=401)
        token = str((await request.form()).get("token"))
        return JSONResponse(self.tokens.get(token, {"active": False}))

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


@contextmanager
def running() -> Iterator[AuthorisationServer]:
    """One at work on loopback."""
    server = AuthorisationServer()
    with served(server.app) as address:
        server.address = address
        yield server


def _is_client(request: Request) -> bool:
    expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    return request.headers.get("authorization") == f"Basic {expected}"
