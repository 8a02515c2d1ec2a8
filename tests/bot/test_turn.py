"""One message, one turn: kept whole or not at all, and never twice."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.bot.conftest import Bot, new_id, responses

ASK_WHAT = "utter_ask_visit_form_what_matters"
ASK_WHO = "utter_ask_visit_form_who_comes"


def test_a_choice_starts_the_form_and_its_question_is_named(bot: Bot, sender: str) -> None:
    answer = bot.choose(sender, "/start").json()
    assert answer == {
        "messages": [
            {
                "text": "What matters most to you?",
                "choices": [{"title": "Not sure", "payload": '/inform{"standing":"not_sure"}'}],
                "response": ASK_WHAT,
                "kind": "say",
            }
        ],
        "question": "what_matters",
    }


def test_the_kind_of_a_message_comes_from_the_domain(bot: Bot, sender: str) -> None:
    bot.choose(sender, "/start")
    answer = bot.choose(sender, "/who_sees_this")
    assert [m["kind"] for m in answer.json()["messages"]] == ["urgent", "say"]


@pytest.mark.parametrize(
    "typed",
    ["/restart", '/inform{"x":"y"}', "//", " /x", "\t/start ", " two  spaces\n", "/who_sees_this"],
)
def test_typed_words_are_kept_byte_for_byte_and_are_never_a_command(
    bot: Bot, sender: str, actions: Any, typed: str
) -> None:
    bot.choose(sender, "/start")
    id = new_id()
    assert responses(bot.say(sender, typed, id)) == ["utter_saved", ASK_WHO]
    assert actions.committed[id] == typed


def test_the_question_the_person_looked_at_reaches_the_actions(
    bot: Bot, sender: str, actions: Any
) -> None:
    bot.choose(sender, "/start")
    body = {"sender": sender, "id": new_id(), "text": "my knee", "question": "what_matters"}
    bot.post("turn", body)
    metadata = actions.calls[-1]["tracker"]["latest_message"]["metadata"]
    assert metadata == {"typed": "my knee", "question": "what_matters"}


def test_an_offered_choice_is_accepted_once_its_turn_is_the_last(bot: Bot, sender: str) -> None:
    bot.choose(sender, "/start")
    payload = '/inform{"standing":"not_sure"}'
    assert responses(bot.choose(sender, payload)) == ["utter_saved", ASK_WHO]
    assert bot.choose(sender, payload).status_code == 422


@pytest.mark.parametrize(
    "choice", ["/restart", '/inform{"standing":"other"}', "/start{}", "/inform"]
)
def test_a_choice_that_was_not_offered_is_refused(bot: Bot, sender: str, choice: str) -> None:
    bot.choose(sender, "/start")
    refused = bot.choose(sender, choice)
    assert (refused.status_code, refused.json()) == (
        422,
        {"error": "not_offered", "field": "choice"},
    )


def test_the_same_id_gets_the_same_answer_and_nothing_is_done_twice(
    bot: Bot, sender: str, actions: Any
) -> None:
    bot.choose(sender, "/start")
    id = new_id()
    first = bot.say(sender, "my knee", id)
    calls = len(actions.calls)
    assert bot.say(sender, "my knee", id).json() == first.json()
    bot.say(sender, "my daughter")
    again = bot.say(sender, "my knee", id)
    assert again.json() == first.json()
    assert again.json()["question"] == "who_comes"
    assert len(actions.calls) == calls + 1


@pytest.mark.parametrize("failure", ["before", "after"])
def test_a_failing_action_server_leaves_the_turn_undone_and_the_same_id_succeeds_later(
    bot: Bot, sender: str, actions: Any, failure: str
) -> None:
    bot.choose(sender, "/start")
    id = new_id()
    actions.failure = failure
    assert bot.say(sender, "my knee", id).status_code == 503
    assert (id in actions.committed) == (failure == "after")
    actions.failure = ""
    assert responses(bot.say(sender, "my knee", id)) == ["utter_saved", ASK_WHO]
    assert actions.committed[id] == "my knee"


def test_an_action_server_that_is_down_leaves_the_turn_undone(
    bot: Bot, sender: str, actions: Any
) -> None:
    bot.choose(sender, "/start")
    id = new_id()
    actions.kill()
    try:
        assert bot.say(sender, "my knee", id).status_code == 503
        assert bot.ready().json()["actions"] is False
    finally:
        actions.start()
    assert responses(bot.say(sender, "my knee", id)) == ["utter_saved", ASK_WHO]


def test_a_first_turn_that_fails_leaves_no_conversation(
    bot: Bot, sender: str, actions: Any
) -> None:
    actions.failure = "before"
    id = new_id()
    assert bot.say(sender, "breakdown", id).status_code == 503
    actions.failure = ""
    assert responses(bot.choose(sender, "/start", id)) == [ASK_WHAT]


@pytest.mark.parametrize("words", ["hush", "roundabout", "breakdown", "gibberish"])
def test_silence_a_loop_and_a_swallowed_error_are_failures(
    bot: Bot, sender: str, words: str
) -> None:
    answer = bot.say(sender, words)
    assert (answer.status_code, answer.json()) == (503, {"error": "not_answered_send_again"})
    assert responses(bot.choose(sender, "/start")) == [ASK_WHAT]


def test_a_swallowed_error_is_a_failure_also_when_logs_are_silenced(
    bot: Bot, sender: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging

    from bot.watching import watch

    processor = logging.getLogger("rasa.core.processor")
    monkeypatch.setattr(processor, "level", logging.CRITICAL)
    monkeypatch.setattr(processor, "_cache", {})
    monkeypatch.setattr(bot.agent.processor, "tracker_store", bot.agent.tracker_store)
    watch(bot.agent)
    assert bot.say(sender, "breakdown").status_code == 503


def test_an_action_that_takes_too_long_leaves_the_turn_undone(
    bot: Bot, sender: str, actions: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watching.ACTION_SECONDS", 0.2)
    bot.choose(sender, "/start")
    actions.go_on.clear()
    assert bot.say(sender, "my knee").status_code == 503


def test_a_second_message_in_flight_is_refused_and_the_first_is_answered(
    bot: Bot, sender: str, actions: Any
) -> None:
    bot.choose(sender, "/start")
    calls = len(actions.calls)
    actions.go_on.clear()
    answers: list[Any] = []
    first = threading.Thread(target=lambda: answers.append(bot.say(sender, "my knee")))
    first.start()
    while len(actions.calls) == calls:
        first.join(0.01)
    assert bot.say(sender, "and my hip").status_code == 409
    assert bot.post("forget", {"sender": sender}).status_code == 409
    other = bot.post("screen", {"text": "somebody else"})
    actions.go_on.set()
    first.join(20)
    assert other.status_code == 200
    assert responses(answers[0]) == ["utter_saved", ASK_WHO]


def test_two_days_later_the_person_is_still_in_the_form(
    bot: Bot, sender: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    bot.choose(sender, "/start")
    later = SimpleNamespace(time=lambda: time.time() + 2 * 86400)
    monkeypatch.setattr("rasa.core.processor.time", later)
    assert responses(bot.say(sender, "my knee")) == ["utter_saved", ASK_WHO]


def test_forgetting_removes_the_conversation(bot: Bot, sender: str) -> None:
    bot.choose(sender, "/start")
    assert bot.post("forget", {"sender": sender}).status_code == 200
    assert bot.choose(sender, '/inform{"standing":"not_sure"}').status_code == 422
    assert bot.post("forget", {"sender": sender}).status_code == 200


def test_a_locked_tracker_database_is_an_error_and_nothing_is_lost(
    bot: Bot, sender: str, tracker_file: Path
) -> None:
    import sqlite3

    bot.choose(sender, "/start")
    id = new_id()
    other = sqlite3.connect(tracker_file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert bot.say(sender, "my knee", id).status_code == 503
        assert bot.ready().status_code == 503
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert responses(bot.say(sender, "my knee", id)) == ["utter_saved", ASK_WHO]
