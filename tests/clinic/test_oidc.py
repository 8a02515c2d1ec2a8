"""Signing in at the hospital's own service: against a real one of our own, over HTTP."""

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from records.models import Role, Staff
from tests.clinic.conftest import PASSWORD, Portal
from tests.web.serving import served


@dataclass
class Provider:
    """An OpenID Connect provider. `changes` are put into the next token, `key` signs it."""

    issuer: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    public: Any = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    key: Any = None

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.configuration),
                Route("/keys", self.keys),
                Route("/token", self.token, methods=["POST"]),
            ]
        )

    async def configuration(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    async def keys(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self.public]).as_dict(private=False))

    async def token(self, request: Request) -> Response:
        form = await request.form()
        given = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(given).decode().rstrip("=")
        basic = base64.b64encode(b"beforehand:our secret").decode()
        ours = request.headers.get("authorization") == f"Basic {basic}"
        if form["code"] != "the code" or challenge != self.asked["code_challenge"] or not ours:
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = {
            "iss": self.issuer,
            "aud": "beforehand",
            "sub": "lee-17",
            "nonce": self.asked["nonce"],
            "exp": int(time.time()) + 60,
            **self.changes,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key or self.public)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": signed})


@pytest.fixture
def provider(portal: Portal) -> Iterator[Provider]:
    found = Provider()
    with served(found.app()) as address:
        found.issuer = address
        portal.settings.oidc_issuer = address
        portal.settings.oidc_client_secret = SecretStr("our secret")
        yield found


@pytest.fixture
def lee(portal: Portal) -> Staff:
    person = portal.person(Role.CLINICIAN)
    with portal.database.writing() as session:
        session.get_one(Staff, person.id).outside_name = "lee-17"
    return person


def begin(portal: Portal, provider: Provider, asked: str = "") -> Any:
    browser = portal.browser()
    answer = browser.get(f"/clinic/oidc?next={asked}")
    assert answer.status_code == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    provider.asked = {name: values[0] for name, values in query.items()}
    return browser


def come_back(browser: Any, provider: Provider, **changes: str) -> Any:
    query = {"code": "the code", "state": provider.asked["state"], **changes}
    return browser.get("/clinic/oidc/callback", params=query)


def test_who_the_service_names_is_signed_in(portal: Portal, provider: Provider, lee: Staff) -> None:
    browser = begin(portal, provider, "/clinic/sign-ins")
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["response_type"] == "code"
    assert come_back(browser, provider).headers["location"] == "/clinic/sign-ins"
    assert lee.name in browser.get("/clinic/sign-ins").text


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": "somebody else"},
        {"iss": "https://evil.example"},
        {"aud": "another site"},
        {"nonce": "of another time"},
        {"exp": 1},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_token_that_is_not_for_us_and_now_lets_nobody_in(
    changes: dict[str, Any], portal: Portal, provider: Provider, lee: Staff
) -> None:
    browser = begin(portal, provider)
    provider.changes = changes
    assert come_back(browser, provider).status_code == 403
    assert browser.get("/clinic/").status_code == 303


def test_a_token_signed_by_another_key_lets_nobody_in(
    portal: Portal, provider: Provider, lee: Staff
) -> None:
    browser = begin(portal, provider)
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert come_back(browser, provider).status_code == 403


@pytest.mark.parametrize("changes", [{"state": "x"}, {"code": ""}, {"code": "wrong"}])
def test_an_answer_that_does_not_fit_what_was_asked_lets_nobody_in(
    changes: dict[str, str], portal: Portal, provider: Provider, lee: Staff
) -> None:
    assert come_back(begin(portal, provider), provider, **changes).status_code == 403


def test_the_answer_is_good_only_in_the_browser_that_asked(
    portal: Portal, provider: Provider, lee: Staff
) -> None:
    begin(portal, provider)
    assert come_back(portal.browser(), provider).status_code == 403


def test_whose_access_has_ended_is_not_let_in(
    portal: Portal, provider: Provider, lee: Staff
) -> None:
    portal.signed_in(Role.MANAGER).post(f"/clinic/staff/{lee.id}/disable")
    assert come_back(begin(portal, provider), provider).status_code == 403


def test_who_has_a_hospital_account_has_no_second_way_in(
    portal: Portal, provider: Provider, lee: Staff
) -> None:
    form = {"username": lee.username, "password": PASSWORD}
    assert portal.browser().post("/clinic/sign-in", data=form).status_code == 401
    assert "hospital account" in portal.browser().get("/clinic/sign-in").text


def test_a_service_that_does_not_answer_is_said_to_be_so(portal: Portal) -> None:
    portal.settings.oidc_issuer = f"http://127.0.0.1:1/{secrets.token_hex(4)}"
    assert portal.browser().get("/clinic/oidc").status_code == 503


def test_without_the_setting_there_is_no_such_page(portal: Portal) -> None:
    assert portal.browser().get("/clinic/oidc").status_code == 404
    assert portal.browser().get("/clinic/oidc/callback?code=x&state=y").status_code == 403


def test_a_manager_says_who_is_who_at_the_service(portal: Portal, provider: Provider) -> None:
    manager = portal.signed_in(Role.MANAGER)
    one, two = portal.person(Role.CLINICIAN), portal.person(Role.CLINICIAN)
    address = "/clinic/staff/{}/outside-name"
    assert manager.post(address.format(one.id), data={"outside_name": "x-1"}).status_code == 303
    assert manager.post(address.format(two.id), data={"outside_name": "x-1"}).status_code == 422
