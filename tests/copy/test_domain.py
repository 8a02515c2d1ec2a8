"""domain.yml, the questionnaire and the code name the same things."""

import re

import pytest

from records.questionnaire import DOMAINS, QUESTIONS, Part, questions_of
from tests.copy.words import RESPONSE_NAME, ROOT, domain, responses

CODE = sorted((ROOT / "actions").rglob("*.py"))
# Names that the code puts together: what they begin with, and all their ends.
KEYS = tuple(question.key for question in QUESTIONS)
OUT_OF_SCOPE = (
    "ask_booking", "ask_prescription", "ask_results", "ask_diagnosis", "ask_medicine_advice",
    "ask_symptom_check", "out_of_scope",
)  # fmt: skip
PUT_TOGETHER = {
    "utter_ask_": KEYS,
    "utter_simply_": KEYS,
    "utter_why_": KEYS,
    "utter_idea_": tuple(each.id for each in DOMAINS),
    "utter_ideas_": tuple({each.group for each in DOMAINS}),
    "utter_already_": ("sent", "erased"),
    "utter_": (
        *OUT_OF_SCOPE,
        *(f"{name}_at_start" for name in OUT_OF_SCOPE),
        "who_sees_this",
        "tell_me_more",
    ),
}


def _named_in_code() -> set[str]:
    written = {name for path in CODE for name in RESPONSE_NAME.findall(path.read_text("utf-8"))}
    whole = {name for name in written if not name.endswith("_")}
    return whole | {begin + end for begin, ends in PUT_TOGETHER.items() for end in ends}


def test_every_response_the_code_says_is_in_the_domain() -> None:
    assert _named_in_code() - {"utter_message"} <= responses().keys()


def test_every_response_of_the_domain_is_said() -> None:
    assert responses().keys() <= _named_in_code()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_has_a_heading_a_slot_and_a_place_in_its_form(question) -> None:
    assert question.heading
    assert question.key in domain()["slots"]
    assert question.key in domain()["forms"][f"{question.part}_form"]["required_slots"]


@pytest.mark.parametrize("part", list(Part))
def test_a_form_asks_the_questions_of_its_part_in_their_order(part: Part) -> None:
    asked = domain()["forms"][f"{part}_form"]["required_slots"]
    assert asked == [question.key for question in questions_of(part)]


@pytest.mark.parametrize("part", list(Part))
def test_a_part_has_its_form_its_rules_and_its_module(part: Part) -> None:
    assert f"validate_{part}_form" in domain()["actions"]
    assert (ROOT / "data" / "rules" / f"{part}.yml").exists()
    assert (ROOT / "actions" / "parts" / f"{part}.py").exists()


def test_no_slot_sways_what_is_said_next() -> None:
    swaying = [
        name
        for name, slot in domain()["slots"].items()
        if slot["influence_conversation"] or slot["mappings"] != [{"type": "custom"}]
    ]
    assert swaying == []


def test_buttons_say_only_intents_of_the_domain() -> None:
    text = (ROOT / "domain.yml").read_text("utf-8")
    said = set(re.findall(r"payload: '/([a-z_]+)", text))
    assert said <= set(domain()["intents"])


def test_a_conversation_never_starts_afresh_by_itself() -> None:
    # People come back after days: the session must neither expire nor lose the place of the talk.
    session = domain()["session_config"]
    assert session == {"session_expiration_time": 0, "carry_over_slots_to_new_session": True}
