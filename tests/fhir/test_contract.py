"""Whatever is asked of the routes for other programs: what their description says, and never 500."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from records import sign_ins
from records.fhir.server import SEARCHES
from records.models import Role, Staff, SummaryRevision, is_id
from tests.described import CHECKS, WHEN_AWAY, described, quickly
from tests.fhir.conftest import Hospital
from tests.fhir.description import PATHS
from tests.web.serving import served
from web.clinic.door import COOKIE
from web.fhir.cards import PATH, SERVICE
from web.limits import Buckets

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
routes = described(PATHS)


@dataclass
class Programs:
    """The programs of a hospital, at a site that is at work and holds one sending."""

    address: str
    hospital: Hospital
    revision: SummaryRevision
    clinician: Staff
    tokens: dict[str, str] = field(default_factory=dict)

    @cached_property
    def cookie(self) -> str:
        """The clinician's sign-in to the portal."""
        with self.hospital.portal.database.writing() as session:
            return sign_ins.start_session(session, self.clinician)

    def ask(self, case: Any, who: str, checks: list[Any]) -> Any:
        """The answer to a made-up request, which is as described."""
        for name, value in case.path_parameters.items():
            if is_id(str(value)):
                case.path_parameters[name] = self.real(case.path)
        headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
        cookies = {}
        if who != "nobody":
            headers["Authorization"] = f"Bearer {self.token(case.path)}"
            cookies[COOKIE] = self.cookie
        with requests.Session() as program:
            program.trust_env = False
            return case.call_and_validate(
                self.address,
                program,
                headers,
                checks=checks,
                cookies=cookies,
                allow_redirects=False,
            )

    def real(self, path: str) -> str:
        """The id of what there is of this kind."""
        with self.hospital.portal.reading() as session:
            visit_id = session.merge(self.revision).preparation.visit_id
        ids = {
            "/clinic/": self.revision.preparation_id,
            "/fhir/Patient/": self.revision.preparation_id,
            "/fhir/Encounter/": visit_id,
            "/fhir/Questionnaire/": "beforehand",
            "/fhir/CodeSystem/": "standing",
        }
        return next((ids[start] for start in ids if path.startswith(start)), self.revision.id)

    def token(self, path: str) -> str:
        """What the program shows there."""
        if path not in self.tokens:
            service = f"{self.hospital.portal.settings.base_url}{PATH}/{SERVICE}"
            tenant = self.hospital.portal.clinic_id()
            self.tokens[path] = (
                self.hospital.server.signed(aud=service, tenant=tenant)
                if path.startswith(PATH)
                else self.hospital.token(self.clinician)
            )
        return self.tokens[path]


@pytest.fixture
def programs(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Iterator[Programs]:
    """A site that is never asked too often."""
    monkeypatch.setattr(Buckets, "take", lambda self, key: None)
    portal = hospital.portal
    revision, clinician = portal.revision(portal.sent()), portal.person(Role.CLINICIAN)
    with served(portal.app) as address:
        yield Programs(address, hospital, revision, clinician)


@pytest.mark.parametrize("who", ["nobody", "clinician"])
@routes.parametrize()
@quickly
def test_every_answer_is_as_described(case: Any, who: str, programs: Programs) -> None:
    answer = programs.ask(case, who, CHECKS)
    # An address with a line break in it is none.
    if who == "nobody" and case.operation.definition.raw["x-guarded"]:
        assert answer.status_code in (401, 404)
    if who == "nobody" and case.path.startswith("/clinic/"):
        to = answer.headers.get("location", [""])[0]
        assert answer.status_code == 404 or to.startswith("/clinic/sign-in")


@pytest.mark.parametrize("address", ["/fhir/Composition", f"{PATH}/{SERVICE}"])
def test_while_the_authorisation_server_is_away_the_answer_says_so_as_described(
    address: str, programs: Programs
) -> None:
    token = programs.token(address)
    assert token
    programs.hospital.portal.settings.smart_issuer = "http://127.0.0.1:9"
    (operation,) = routes[address].values()
    case = operation.Case(body={}, media_type="application/json")
    assert programs.ask(case, "clinician", WHEN_AWAY).status_code == 503


@quickly
@given(
    kind=st.sampled_from(sorted(SEARCHES)),
    query=st.dictionaries(st.sampled_from(("date", "_id", "_count", "_sort")) | WORDS, WORDS),
)
def test_any_words_as_parameters_are_answered_or_refused(
    kind: str, query: dict[str, str], hospital: Hospital
) -> None:
    token = hospital.token(hospital.portal.person(Role.CLINICIAN))
    answer = hospital.get(f"/{kind}", token, **query)
    assert (answer.status_code, answer.json()["resourceType"]) in (
        (200, "Bundle"),
        (400, "OperationOutcome"),
    )


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/fhir/Encounter/a%0Ab", 404, "not-found"),
        ("GET", "/fhir/a%0Ab/c/d/e", 404, "not-found"),
        ("DELETE", "/fhir/Composition", 405, "not-supported"),
    ],
)
def test_what_no_route_takes_is_refused_in_the_form_of_fhir(
    method: str, path: str, status: int, code: str, hospital: Hospital
) -> None:
    answer = hospital.portal.browser().request(method, path)
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/fhir+json"
