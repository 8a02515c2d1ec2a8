"""The one CDS Hooks card: for signed requests only, for one clinic only, and without the patient's words."""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from records import sending
from records.models import Role
from tests.clinic.conftest import WORDS
from tests.fhir.conftest import SITE, Hospital

PATH = "/cds-services/beforehand-patient-view"
HOOK = {"hook": "patient-view", "hookInstance": "one"}


def asked(hospital: Hospital, visit_id: str, token: str | None = None, **claims: Any) -> Any:
    """The answer to the record system, which has this visit open."""
    good = {"aud": SITE + PATH, "tenant": hospital.portal.clinic_id()}
    token = token or hospital.server.signed(**(good | claims))
    context = {"userId": "Practitioner/1", "patientId": "1", "encounterId": visit_id}
    return hospital.portal.browser().post(
        PATH, json=HOOK | {"context": context}, headers={"Authorization": f"Bearer {token}"}
    )


def test_the_card_says_that_there_is_a_page_and_none_of_its_words(hospital: Hospital) -> None:
    visit = hospital.portal.visit(name="Sam Example")
    preparation_id = hospital.portal.sent(visit)
    answer = asked(hospital, visit.id)
    (card,) = answer.json()["cards"]
    assert card["links"][0]["url"] == f"{SITE}/clinic/preparations/{preparation_id}"
    assert len(card["summary"]) < 140
    assert card["indicator"] == "info"
    for word in (*WORDS.split(), "Sam"):
        assert f" {word} " not in f" {card['summary']} "


def test_the_card_says_when_it_was_read(hospital: Hospital) -> None:
    portal, visit = hospital.portal, hospital.portal.visit()
    staff = portal.person(Role.CLINICIAN)
    revision = portal.revision(portal.sent(visit))
    before = asked(hospital, visit.id).json()["cards"][0]["summary"]
    with portal.database.writing() as session:
        sending.mark_read(session, session.merge(revision), session.merge(staff))
    assert asked(hospital, visit.id).json()["cards"][0]["summary"] != before


def test_showing_it_is_in_the_audit(hospital: Hospital) -> None:
    visit = hospital.portal.visit()
    preparation_id = hospital.portal.sent(visit)
    asked(hospital, visit.id)
    assert [e.subject for e in hospital.portal.audited("show_card")] == [
        f"preparation:{preparation_id}"
    ]


def test_there_is_no_card_for_what_is_not_with_the_clinic(hospital: Hospital) -> None:
    portal = hospital.portal
    visits = [portal.visit(), portal.visit(), portal.visit(clinic="other")]
    portal.preparation(visits[0])
    portal.withdraw(portal.sent(visits[1]))
    portal.sent(visits[2])
    for visit_id in (*(visit.id for visit in visits), "their own id", ""):
        assert asked(hospital, visit_id).json() == {"cards": []}


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://trap.example"},
        {"aud": "https://elsewhere.example"},
        {"exp": int(time.time()) - 3600},
        {"tenant": None},
    ],
    ids=str,
)
def test_a_request_that_is_not_signed_as_it_must_be_gets_nothing(
    claims: dict[str, Any], hospital: Hospital
) -> None:
    visit = hospital.portal.visit()
    hospital.portal.sent(visit)
    assert asked(hospital, visit.id, **claims).status_code == 401


@pytest.mark.parametrize("kind", ["another key", "no signature", "a password"])
def test_a_forged_signature_gets_nothing(kind: str, hospital: Hospital) -> None:
    visit = hospital.portal.visit()
    hospital.portal.sent(visit)
    claims = {
        "iss": hospital.server.address,
        "aud": SITE + PATH,
        "exp": int(time.time()) + 60,
        "tenant": hospital.portal.clinic_id(),
    }
    forged = {
        "another key": lambda: jwt.encode(
            {"alg": "ES384", "kid": "one"},
            claims,
            ECKey.generate_key("P-384", {"kid": "one"}),
            ["ES384"],
        ),
        "no signature": lambda: hospital.server.signed(**claims).rpartition(".")[0] + ".",
        "a password": lambda: jwt.encode(
            {"alg": "HS256"}, claims, OctKey.import_key("a password that is long enough to be one")
        ),
    }
    assert asked(hospital, visit.id, forged[kind]()).status_code == 401


def test_another_hook_is_refused(hospital: Hospital) -> None:
    token = hospital.server.signed(aud=SITE + PATH, tenant=hospital.portal.clinic_id())
    for body in ({"hook": "order-select", "context": {}}, [], {"hook": "patient-view"}):
        answer = hospital.portal.browser().post(
            PATH, json=body, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 400


def test_the_service_can_be_discovered(hospital: Hospital) -> None:
    (service,) = hospital.portal.browser().get("/cds-services").json()["services"]
    assert (service["hook"], service["id"]) == ("patient-view", PATH.rpartition("/")[2])
