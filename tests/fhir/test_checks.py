"""The readers see mistakes: a broken document is refused by at least one of them."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from records.fhir import document
from tests.fhir.checks import everything_wrong
from tests.fhir.documents import SENDINGS

pytestmark = pytest.mark.usefixtures("official")

Bundle = dict[str, Any]


def of(bundle: Bundle, kind: str) -> Any:
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def no_first_composition(bundle: Bundle) -> None:
    bundle["entry"].reverse()


def no_identifier(bundle: Bundle) -> None:
    del bundle["identifier"]


def no_subject_of_goal(bundle: Bundle) -> None:
    del of(bundle, "Goal")["subject"]


def unknown_status(bundle: Bundle) -> None:
    of(bundle, "Goal")["lifecycleStatus"] = "wanted"


def unknown_element(bundle: Bundle) -> None:
    of(bundle, "Patient")["nickname"] = "Sam"


def empty_section(bundle: Bundle) -> None:
    of(bundle, "Composition")["section"].append({"title": "Nothing"})


def script_in_narrative(bundle: Bundle) -> None:
    text = of(bundle, "Composition")["section"][0]["text"]
    text["div"] = text["div"].replace("<p>", "<p onclick='x()'>", 1)


def unclosed_markup(bundle: Bundle) -> None:
    text = of(bundle, "Composition")["section"][0]["text"]
    text["div"] = text["div"].replace("</p>", "", 1)


def dangling_reference(bundle: Bundle) -> None:
    of(bundle, "QuestionnaireResponse")["subject"] = {"reference": "Patient/someone-else"}


def wrong_date(bundle: Bundle) -> None:
    of(bundle, "Composition")["date"] = "1 December 2026"


def id_with_underscore(bundle: Bundle) -> None:
    of(bundle, "List")["id"] = "the_list"


def link_id_twice(bundle: Bundle) -> None:
    items = of(bundle, "Questionnaire")["item"]
    items.append(items[0])


def options_of_a_text(bundle: Bundle) -> None:
    item = next(i for i in of(bundle, "Questionnaire")["item"] if i["type"] == "text")
    item["answerOption"] = [{"valueString": "yes"}]


@pytest.mark.parametrize(
    "damage",
    [
        no_first_composition,
        no_identifier,
        no_subject_of_goal,
        unknown_status,
        unknown_element,
        empty_section,
        script_in_narrative,
        unclosed_markup,
        dangling_reference,
        wrong_date,
        id_with_underscore,
        link_id_twice,
        options_of_a_text,
    ],
    ids=lambda damage: damage.__name__,
)
def test_a_broken_document_is_noticed(damage: Callable[[Bundle], None]) -> None:
    bundle = copy.deepcopy(document(SENDINGS["everything"]))
    damage(bundle)
    assert everything_wrong(bundle)


@pytest.mark.parametrize("name", SENDINGS)
def test_nothing_is_wrong_with_a_document(name: str) -> None:
    assert everything_wrong(document(SENDINGS[name])) == []
