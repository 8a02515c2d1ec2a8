"""A document names the questions as they were when they were answered, whatever they are today."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from records.answers import change_words
from records.fhir import carried, versions
from records.fhir.questionnaire import items, version
from records.models import Preparation
from records.questionnaire import RECORDED
from tests.clinic.conftest import Portal
from tests.fhir.checks import everything_wrong
from tests.fhir.conftest import SITE, Hospital
from tests.fhir.documents import BASE

URL = f"{SITE}/fhir/Questionnaire/beforehand"
FIRST = "4760b39988fb"


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ends a question of the Questionnaire from now on; returns the version it is then."""

    def change() -> str:
        monkeypatch.setattr(sys.modules["records.fhir.questionnaire"], "RECORDED", RECORDED[:-1])
        return version()

    return change


def of_type(bundle: Any, kind: str) -> list[Any]:
    resources = [entry["resource"] for entry in bundle.get("entry", [])]
    return [resource for resource in resources if resource["resourceType"] == kind]


def set_version(portal: Portal, preparation_id: str, name: str) -> None:
    with portal.database.writing() as session:
        session.get_one(Preparation, preparation_id).questionnaire_version = name


def read_document(hospital: Hospital, preparation_id: str) -> Any:
    revision = hospital.portal.revision(preparation_id)
    return hospital.read(f"/Composition/{revision.id}/$document")


def test_todays_version_is_kept_for_later() -> None:
    kept = (versions.FOLDER / f"{version()}.json").is_file()
    assert kept, "a question has changed: docs/fhir.md says how to keep its new version"


@pytest.mark.parametrize("file", sorted(versions.FOLDER.iterdir()), ids=lambda file: file.stem)
def test_a_kept_version_is_what_its_name_says(file: Path) -> None:
    kept = json.dumps(json.loads(file.read_text(encoding="utf-8")), sort_keys=True)
    assert hashlib.sha256(kept.encode()).hexdigest()[:12] == file.stem


@pytest.mark.usefixtures("official")
def test_an_earlier_version_is_whole_and_retired(another: Any) -> None:
    before = items(BASE)
    today = another()
    now_there, earlier = carried(BASE)
    assert (now_there["version"], now_there["status"]) == (today, "active")
    assert (earlier["version"], earlier["status"]) == (FIRST, "retired")
    assert (earlier["item"], earlier["url"]) == (before, now_there["url"])
    assert everything_wrong(earlier) == []


@pytest.mark.usefixtures("official")
def test_a_response_names_the_version_that_was_answered(hospital: Hospital, another: Any) -> None:
    preparation_id = hospital.portal.preparation()
    today = another()
    hospital.portal.send(preparation_id)
    bundle = read_document(hospital, preparation_id)
    (response,) = of_type(bundle, "QuestionnaireResponse")
    assert response["questionnaire"] == f"{URL}|{FIRST}" != f"{URL}|{today}"
    assert [asked["version"] for asked in of_type(bundle, "Questionnaire")] == [FIRST]
    assert everything_wrong(bundle) == []
    for entry in bundle["entry"]:
        assert hospital.read(entry["fullUrl"].partition("/fhir")[2]) == entry["resource"]


def test_an_answer_changed_later_is_to_the_questions_of_later(
    hospital: Hospital, another: Any
) -> None:
    preparation_id = hospital.portal.preparation()
    today = another()
    with hospital.portal.database.writing() as session:
        (answer,) = session.get_one(Preparation, preparation_id).answers
        change_words(session, answer, "To see both of them")
    hospital.portal.send(preparation_id)
    (response,) = of_type(read_document(hospital, preparation_id), "QuestionnaireResponse")
    assert response["questionnaire"] == f"{URL}|{today}"


@pytest.mark.usefixtures("official")
def test_a_version_nobody_knows_any_more_is_named_and_not_made_up(hospital: Hospital) -> None:
    preparation_id = hospital.portal.sent()
    set_version(hospital.portal, preparation_id, "0123456789ab")
    bundle = read_document(hospital, preparation_id)
    (response,) = of_type(bundle, "QuestionnaireResponse")
    assert response["questionnaire"] == f"{URL}|0123456789ab"
    assert of_type(bundle, "Questionnaire") == []
    assert everything_wrong(bundle) == []


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, [True, False]),
        ({"url": URL}, [True, False]),
        ({"url": URL, "version": FIRST}, [False]),
        ({"version": "0123456789ab"}, []),
        ({"url": "https://elsewhere.example/Questionnaire/beforehand"}, []),
        ({"_id": "beforehand"}, [True]),
    ],
    ids=str,
)
def test_the_version_that_is_asked_for_is_found(
    parameters: dict[str, str], found: list[bool], hospital: Hospital, another: Any
) -> None:
    today = another()
    bundle = hospital.get("/Questionnaire", **parameters).json()
    given = [one["version"] == today for one in of_type(bundle, "Questionnaire")]
    assert (given, bundle["total"]) == (found, len(found))


def test_a_questionnaire_is_not_searched_by_what_it_cannot_be(hospital: Hospital) -> None:
    answer = hospital.get("/Questionnaire", title="Beforehand")
    assert answer.status_code == 400
    assert answer.json()["resourceType"] == "OperationOutcome"
