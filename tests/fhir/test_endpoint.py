"""The read-only FHIR endpoint: who gets in, what is found, and what each reading leaves behind."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.routing import Mount, Route

from records.answers import set_shared
from records.fhir.server import READS, SEARCHES
from records.models import Preparation, Role, now
from tests.clinic.conftest import WORDS, Portal
from tests.fhir.checks import everything_wrong
from tests.fhir.conftest import Hospital
from tests.records.patient import say
from web.fhir.authority import WELL_KNOWN, authority_of
from web.fhir.routes import routes
from web.limits import Buckets

OPEN = {"/Questionnaire", "/CodeSystem", "/metadata", WELL_KNOWN, "/{rest:path}"}
FHIR = next(route.routes for route in routes if isinstance(route, Mount))
GUARDED = [
    route
    for route in FHIR
    if isinstance(route, Route) and route.path.removesuffix("/{id}") not in OPEN
]
KINDS = ("Composition", "DocumentReference", "QuestionnaireResponse")


def ids(bundle: Any) -> list[str]:
    return [entry["resource"]["id"] for entry in bundle.get("entry", [])]


@pytest.mark.usefixtures("official")
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_sent_is_found_and_sound(kind: str, hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    bundle = hospital.read(f"/{kind}")
    assert ids(bundle) == [revision.id]
    assert everything_wrong(bundle) == []


def test_the_words_are_read_as_they_were_typed(hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    read = hospital.read(f"/QuestionnaireResponse/{revision.id}")
    answers = [item["answer"] for item in read["item"] if item["linkId"] == "what_matters"]
    assert answers == [[{"valueString": WORDS}]]


@pytest.mark.usefixtures("official")
def test_the_document_is_whole(hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    found = hospital.read("/DocumentReference")["entry"][0]["resource"]
    address = found["content"][0]["attachment"]["url"].partition("/fhir")[2]
    assert address == f"/Composition/{revision.id}/$document"
    bundle = hospital.read(address)
    assert bundle["type"] == "document"
    assert everything_wrong(bundle) == []


def test_every_reference_of_a_document_can_be_read(hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    for entry in hospital.read(f"/Composition/{revision.id}/$document")["entry"]:
        path = entry["fullUrl"].partition("/fhir")[2]
        assert hospital.read(path) == entry["resource"]


def test_visits_and_dates_narrow_the_search(hospital: Hospital) -> None:
    portal = hospital.portal
    soon, later = portal.visit(), portal.visit(starts_at=now() + timedelta(days=40))
    first, second = (portal.revision(portal.sent(visit)).id for visit in (soon, later))
    assert ids(hospital.read("/Composition", encounter=soon.id)) == [first]
    assert ids(hospital.read("/Composition", encounter=f"Encounter/{later.id}")) == [second]
    day = (now() + timedelta(days=40)).date().isoformat()
    assert ids(hospital.read("/DocumentReference", period=day)) == [second]
    today = now().date()
    assert len(ids(hospital.read("/Composition", date=f"ge{today - timedelta(days=1)}"))) == 2
    assert ids(hospital.read("/Composition", date=f"lt{today - timedelta(days=1)}")) == []


def test_a_long_search_comes_in_pages(hospital: Hospital) -> None:
    for _ in range(3):
        hospital.portal.sent()
    first = hospital.read("/DocumentReference", _count="2")
    following = next(link["url"] for link in first["link"] if link["relation"] == "next")
    second = hospital.read(following.partition("/fhir")[2])
    assert (first["total"], len(set(ids(first) + ids(second)))) == (3, 3)
    assert [link["relation"] for link in second["link"]] == ["self"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"name": "Sam"},
        {"date": "yesterday"},
        {"date": "2026-13"},
        {"date": "9999-12-31"},
        {"encounter": "a/../b"},
        {"_count": "all"},
    ],
    ids=str,
)
def test_a_search_that_is_not_understood_is_refused_not_widened(
    parameters: dict[str, str], hospital: Hospital
) -> None:
    hospital.portal.sent()
    assert hospital.read("/Composition", **parameters)["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_read_the_page_may_read_here(role: Role, hospital: Hospital) -> None:
    hospital.portal.sent()
    answer = hospital.get("/Composition", hospital.token(hospital.portal.person(role)))
    assert answer.status_code == (200 if role in (Role.CLINICIAN, Role.MANAGER) else 403)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_another_clinic_is_found(kind: str, hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent(clinic="other"))
    assert ids(hospital.read(f"/{kind}")) == []
    answer = hospital.get(
        f"/{kind}/{revision.id}", hospital.token(hospital.portal.person(Role.CLINICIAN))
    )
    assert answer.status_code == 404


def test_what_is_kept_back_or_taken_back_is_nowhere(hospital: Hospital) -> None:
    portal = hospital.portal
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        preparation = session.get_one(Preparation, preparation_id)
        set_shared(session, say(session, preparation, "my_life", "canary"), False)
    portal.send(preparation_id)
    revision = portal.revision(preparation_id)
    read = hospital.read(f"/Composition/{revision.id}/$document")
    assert "canary" not in str(read)
    portal.withdraw(preparation_id)
    assert hospital.read(f"/Composition/{revision.id}")["issue"][0]["code"] == "not-found"
    assert ids(hospital.read("/Composition")) == []


def test_without_a_good_token_nothing_opens(hospital: Hospital) -> None:
    hospital.portal.sent()
    staff = hospital.portal.person(Role.CLINICIAN)
    elsewhere = hospital.token(staff, audience="https://elsewhere.example/fhir")
    for token in (None, "made-up", elsewhere):
        answer = hospital.get("/Composition", token)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["resourceType"] == "OperationOutcome"


def test_who_works_here_no_more_reads_nothing(hospital: Hospital) -> None:
    staff = hospital.portal.person(Role.CLINICIAN)
    with hospital.portal.database.writing() as session:
        session.merge(staff).disabled_at = now()
    assert hospital.get("/Composition", hospital.token(staff)).status_code == 403


@pytest.mark.parametrize(
    ("scope", "read", "searched"),
    [
        ("user/*.read", 200, 200),
        ("user/Composition.rs", 200, 200),
        ("user/Composition.r", 200, 403),
        ("openid user/Composition.s", 403, 200),
        ("user/Goal.rs", 403, 403),
        ("user/Composition.rs?patient=1", 403, 403),
        ("patient/*.rs", 403, 403),
        ("user/Composition.cud", 403, 403),
        ("", 403, 403),
    ],
)
def test_a_token_reaches_as_far_as_its_scope(
    scope: str, read: int, searched: int, hospital: Hospital
) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    token = hospital.token(hospital.portal.person(Role.CLINICIAN), scope)
    assert hospital.get(f"/Composition/{revision.id}", token).status_code == read
    assert hospital.get("/Composition", token).status_code == searched


def test_each_reading_is_in_the_audit(hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    for path in ("/Composition", f"/Goal/{revision.id}.1", f"/QuestionnaireResponse/{revision.id}"):
        hospital.read(path)
    entries = hospital.portal.audited("view")
    assert [entry.detail for entry in entries] == [{"revision": 1, "form": "fhir"}] * 2
    assert entries[0].actor.startswith("staff:")


def test_to_find_that_there_is_a_document_is_no_reading_of_it(hospital: Hospital) -> None:
    hospital.portal.sent()
    hospital.read("/DocumentReference")
    assert hospital.portal.audited("view") == []
    assert len(hospital.portal.audited("find")) == 1


@pytest.mark.usefixtures("official")
def test_what_the_endpoint_is_can_be_read_by_all(hospital: Hospital) -> None:
    paths = ("/metadata", "/Questionnaire", "/Questionnaire/beforehand", "/CodeSystem/able-to-wish")
    for path in paths:
        answer = hospital.get(path)
        assert answer.headers["content-type"] == "application/fhir+json"
        assert everything_wrong(answer.json()) == []
    assert hospital.get("/CodeSystem/none").status_code == 404
    assert hospital.get("/a/b/c/d").json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.path)
def test_every_address_but_the_named_ones_wants_a_token(route: Route, hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    path = route.path.replace("{id}", revision.id)
    for kind in (*SEARCHES, *READS):
        if f"/{kind}" not in OPEN:
            assert hospital.get(path.replace("{kind}", kind)).status_code == 401


def test_tokens_without_end_are_told_to_wait(hospital: Hospital) -> None:
    authority = authority_of(hospital.portal.app, hospital.portal.settings)
    assert authority is not None
    authority.shown = Buckets(per_second=0.01, at_once=2)
    answers = [hospital.get("/Composition", "wrong") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert answers[2].json()["issue"][0]["code"] == "throttled"


def test_nothing_can_be_changed_here(hospital: Hospital) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    token = hospital.token(hospital.portal.person(Role.CLINICIAN), "user/*.*")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = hospital.portal.browser().request(
            method, f"/fhir/Composition/{revision.id}", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 405


def test_a_site_without_a_record_system_opens_to_nobody(portal: Portal) -> None:
    answer = portal.browser().get("/fhir/Composition", headers={"Authorization": "Bearer any"})
    assert answer.status_code == 401
    assert portal.browser().get("/fhir/.well-known/smart-configuration").status_code == 404


def test_when_the_authorisation_server_is_away_it_says_so(hospital: Hospital) -> None:
    hospital.portal.settings.smart_issuer = "http://127.0.0.1:9"
    assert hospital.get("/Composition", "any").status_code == 503
