"""The actions Rasa calls."""

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import forms
from records.questionnaire import Part
from tests.actions.someone import Someone

BY_PART = {form.part: form for form in forms.PartForm.__subclasses__()}


def tracker(sam: Someone, words: str, **slots: Any) -> Tracker:
    message = {
        "message_id": "m1",
        "metadata": {"typed": words},
        "intent": {"name": "answer", "confidence": 1.0},
    }
    return Tracker(sam.conversation_id, slots, message, [], False, None, {}, "action_listen")


def run(action: Any, tracker: Tracker) -> tuple[list[str | None], dict[str, Any], list[str]]:
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    said = [message.get("response") for message in dispatcher.messages]
    kept = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return said, kept, [event["name"] for event in events if event["event"] == "followup"]


@pytest.fixture(autouse=True)
def site(sam: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms.database, "site", lambda: sam.database)


def test_every_part_has_its_form() -> None:
    assert set(BY_PART) == set(Part)
    assert [BY_PART[part]().name() for part in Part] == [f"validate_{part}_form" for part in Part]


def test_a_form_takes_the_turn_and_requests_the_next_question(sam: Someone) -> None:
    sam.at("my_life")
    said, kept, _ = run(BY_PART[Part.LIFE](), tracker(sam, "new boots", step="my_life.1"))
    assert said == ["utter_noted"]
    assert kept["requested_slot"] == "what_matters"
    assert sam.words() == {"my_life.1": "new boots"}


def test_a_form_that_has_just_begun_only_points_at_the_question(sam: Someone) -> None:
    sam.at("what_matters")
    taken = tracker(sam, "new boots", step="what_matters.1", last_turn="m1")
    said, kept, _ = run(BY_PART[Part.LIFE](), taken)
    assert (said, kept) == ([], {"requested_slot": "what_matters"})
    assert sam.words() == {}


def test_the_next_part_is_the_one_of_the_next_question(sam: Someone) -> None:
    assert run(forms.NextPart(), tracker(sam, "x", step="let_go.1"))[2] == ["pulls_form"]
    assert run(forms.NextPart(), tracker(sam, "x"))[2] == []


def test_the_first_words_begin_the_form_of_the_consent(sam: Someone) -> None:
    said, _, follows = run(forms.Begin(), tracker(sam, "hi"))
    assert said == ["utter_welcome", "utter_terms", "utter_no_advice"]
    assert follows == ["welcome_form"]


def test_a_message_outside_every_form_is_taken_where_the_records_are(sam: Someone) -> None:
    sam.at("my_life")
    said, _, follows = run(forms.OutsideForms(), tracker(sam, "new boots"))
    assert (said, follows) == (["utter_noted"], ["life_form"])
    assert sam.words() == {"my_life.1": "new boots"}
