"""What the document holds: the words as they were typed, what stands beside them, and what is never there."""

import json
import sys
from typing import Any

import pytest

from records.fhir import document, document_reference, questionnaire
from records.fhir.code_systems import code_system, concepts
from records.fhir.document import TITLE
from records.fhir.questionnaire import version
from records.fhir.server import capability_statement, operation_outcome, search_set
from records.models import Standing
from records.questionnaire import RECORDED
from tests.fhir.checks import everything_wrong
from tests.fhir.documents import BASE, SENDINGS, WORDS, sending
from tests.records.summary.pages import said

Resource = dict[str, Any]


def resources(bundle: Resource, kind: str) -> list[Resource]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def response(bundle: Resource) -> Resource:
    return resources(bundle, "QuestionnaireResponse")[0]


def items(resource: Resource, link_id: str) -> list[Resource]:
    """The items of this linkId, also those in groups."""
    found = []
    for item in resource.get("item", []):
        found += [item] if item["linkId"] == link_id else items(item, link_id)
    return found


def answers(resource: Resource, link_id: str) -> list[Any]:
    found = [answer for item in items(resource, link_id) for answer in item.get("answer", [])]
    return [answer.get("valueString") or answer["valueCoding"]["code"] for answer in found]


@pytest.mark.parametrize("key", [q.key for q in RECORDED if not q.choices])
def test_words_are_kept_byte_for_byte(key: str) -> None:
    bundle = json.loads(json.dumps(document(SENDINGS["everything"])))
    assert set(answers(response(bundle), key)) == {WORDS}


@pytest.mark.parametrize(
    "words", ["a\u00a0b", "  spaces  ", "tab\there", "\u202eright to left", "e\u0301"]
)
def test_odd_characters_are_not_put_right(words: str) -> None:
    bundle = document(sending(said("what_matters", words)))
    assert answers(response(bundle), "what_matters") == [words]


def test_what_no_string_of_fhir_can_hold_is_marked() -> None:
    bundle = document(sending(said("what_matters", "a\x00b\x1bc")))
    assert answers(response(bundle), "what_matters") == ["a\ufffdb\ufffdc"]
    assert everything_wrong(bundle) == []


def test_what_is_kept_back_is_nowhere() -> None:
    kept = sending(
        said("what_matters", WORDS),
        said("my_life", "canary", shared=False),
        said("different_views", "canary", choice="yes_keep", shared=False),
    )
    text = json.dumps(document(kept) | {"reference": document_reference(kept)})
    assert "canary" not in text
    # The choice stands in the Questionnaire, as a thing one can say.
    assert "yes_keep" not in json.dumps(response(document(kept)))


def test_a_goal_is_only_what_someone_wants_to_keep_or_get_back() -> None:
    wishes = ("keep", "get_back", "new_way")
    told = [said("able_to", f"to do {wish}", position=n) for n, wish in enumerate(wishes, 1)]
    chosen = [said("able_to_wish", choice=wish, position=n) for n, wish in enumerate(wishes, 1)]
    goals = resources(document(sending(*told, *chosen)), "Goal")
    assert [goal["description"]["text"] for goal in goals] == ["to do keep", "to do get_back"]
    for goal in goals:
        assert goal["lifecycleStatus"] == "proposed"
        assert goal["expressedBy"] == goal["subject"]
        assert not {
            "target",
            "startDate",
            "startCodeableConcept",
            "achievementStatus",
            "priority",
        } & set(goal)


def test_not_sure_is_not_made_into_a_goal() -> None:
    unsure = sending(said("able_to", WORDS), said("able_to_wish", standing=Standing.NOT_SURE))
    bundle = document(unsure)
    assert resources(bundle, "Goal") == []
    assert answers(response(bundle), "able_to_wish") == ["not_sure"]


def test_questions_stand_in_the_persons_order() -> None:
    asked = [said("question_to_ask", f"question {n}", position=n) for n in (1, 2, 3)]
    listed = resources(document(sending(*asked)), "List")[0]
    assert listed["code"]["coding"][0]["code"] == "81340-2"
    assert [e["item"]["display"] for e in listed["entry"]] == [
        "question 1",
        "question 2",
        "question 3",
    ]


def test_four_silences_stay_four() -> None:
    bundle = document(SENDINGS["silences only"])
    told = {
        key: {
            e.get("valueCode") for item in items(response(bundle), key) for e in item["extension"]
        }
        for key in ("what_matters", "able_to", "let_go", "pulls")
    }
    assert told == {
        "what_matters": {"not_sure", "asked-unknown"},
        "able_to": {"chose_not_to_say", "asked-declined"},
        "let_go": {"nothing_to_add"},
        "pulls": {"not_asked", "not-asked"},
    }


def test_a_guessed_label_is_called_a_guess() -> None:
    guessed = sending(said("able_to", WORDS, labels=["getting_about"]))
    item = items(response(document(guessed)), "able_to_label_guessed")[0]
    assert [a["valueCoding"]["code"] for a in item["answer"]] == ["getting_about", "d4"]
    assert items(response(document(guessed)), "able_to_label_chosen") == []


def test_codes_stand_beside_words_and_never_alone() -> None:
    for goal in resources(document(SENDINGS["everything"]), "Goal"):
        assert goal["description"] == {"text": WORDS}


def test_the_patient_is_an_id_and_nothing_more() -> None:
    patient = resources(document(SENDINGS["everything"]), "Patient")[0]
    assert set(patient) == {"resourceType", "id"}


def test_sections_are_the_blocks_of_the_page_in_its_order() -> None:
    composition = resources(document(SENDINGS["everything"]), "Composition")[0]
    assert composition["type"]["coding"][0]["code"] == "51855-5"
    assert composition["title"] == TITLE
    assert [section["title"] for section in composition["section"]] == [
        "Urgent-help message was shown",
        "What matters most",
        "Wants to be able to",
        "Where things pull apart",
        "Hopes for this visit, and questions",
        "People",
        "To make the visit work",
        "Also said",
        "Supported to write this by",
        "The answers as they were typed",
    ]


def test_who_wrote_on_someones_behalf_is_not_the_patient() -> None:
    bundle = document(
        sending(said("what_matters", WORDS), said("who_is_writing", choice="for_someone"))
    )
    assert response(bundle)["source"]["reference"].startswith("RelatedPerson/")
    own = document(sending(said("what_matters", WORDS), said("who_is_writing", choice="with_help")))
    assert response(own)["source"]["reference"].startswith("Patient/")


def test_every_answer_is_to_a_question_of_the_questionnaire() -> None:
    asked = questionnaire(BASE)
    for sent in SENDINGS.values():
        answered = response(document(sent))
        assert answered["questionnaire"] == f"{asked['url']}|{asked['version']}"
        inner = [inside for item in answered["item"] for inside in item.get("item", [])]
        for item in [*answered["item"], *inner]:
            assert items(asked, item["linkId"]), item["linkId"]


def test_every_recorded_question_is_in_the_questionnaire() -> None:
    for question in RECORDED:
        assert len(items(questionnaire(BASE), question.key)) == 1


def test_another_choice_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = version()
    assert version() == before == questionnaire(BASE)["version"]
    monkeypatch.setattr(sys.modules["records.fhir.questionnaire"], "RECORDED", RECORDED[:-1])
    assert version() != before


def test_nothing_says_conformant() -> None:
    said_of_us = json.dumps(
        [document(SENDINGS["everything"]), capability_statement(BASE, "2026-01-01")]
    )
    assert "conform" not in said_of_us.lower()
    assert "Scoped to" in said_of_us


@pytest.mark.usefixtures("official")
def test_everything_else_the_endpoint_gives_is_sound_too() -> None:
    sent = SENDINGS["everything"]
    reference = document_reference(sent)
    links = {"self": f"{BASE}/DocumentReference"}
    given = [
        reference,
        questionnaire(BASE),
        capability_statement(BASE, "2026-11-30"),
        search_set([reference], base=BASE, total=1, links=links),
        search_set([], base=BASE, total=0, links=links),
        operation_outcome("not-found", "There is no such resource."),
        *(code_system(BASE, system) for system in concepts()),
    ]
    assert [wrong for one in given if one for wrong in everything_wrong(one)] == []


def test_the_reference_to_a_document_holds_no_words() -> None:
    assert WORDS not in json.dumps(document_reference(SENDINGS["everything"]), ensure_ascii=False)
