"""The channel's door: who comes in, and in which form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.conftest import Bot, new_id

GOOD = {"sender": "invitation-form", "id": new_id(), "text": "hello"}


@pytest.mark.parametrize("path", ["turn", "screen", "forget"])
def test_a_wrong_secret_is_turned_away(bot: Bot, path: str) -> None:
    assert bot.post(path, GOOD, secret="another secret of the same sort").status_code == 401
    assert bot.post(path, GOOD, secret="").status_code == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sender": ""}, "sender"),
        ({"sender": 7}, "sender"),
        ({"id": "not a uuid"}, "id"),
        ({"text": "  \n"}, "text"),
        ({"text": None}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"choice": "/start"}, "text"),
        ({"text": None, "choice": "start"}, "choice"),
        ({"question": ""}, "question"),
    ],
)
def test_a_wrong_form_names_the_field(bot: Bot, change: dict[str, Any], field: str) -> None:
    answer = bot.post("turn", {**GOOD, **change})
    assert (answer.status_code, answer.json()["field"]) == (422, field)


@pytest.mark.parametrize("body", [[], "hello", None, 3])
def test_a_body_that_is_no_object_is_refused(bot: Bot, body: Any) -> None:
    assert bot.post("turn", body).status_code == 422


def test_four_thousand_characters_are_taken_and_one_more_is_not(bot: Bot, sender: str) -> None:
    bot.choose(sender, "/start")
    assert bot.say(sender, "é" * 4000).status_code == 200
    assert bot.say(sender, "é" * 4001).status_code == 413


def test_screening_touches_no_conversation(bot: Bot, sender: str) -> None:
    answer = bot.post("screen", {"text": "/restart"})
    assert (answer.status_code, answer.json()) == (200, {"safety": [], "capabilities": []})


def test_ready_names_the_model(bot: Bot) -> None:
    answer = bot.ready()
    assert answer.status_code == 200
    assert answer.json() == {"model": bot.agent.model_id, "actions": True}


def test_rasas_own_doors_are_closed(bot: Bot) -> None:
    import requests

    root = bot.address.removesuffix("/webhooks/web")
    for path in ("/webhooks/rest/webhook", "/conversations/x/tracker", "/model/parse", "/model"):
        assert requests.post(root + path, json={"text": "hello"}, timeout=10).status_code == 404
