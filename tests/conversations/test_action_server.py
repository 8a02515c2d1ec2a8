"""The action server's own door: for the bot only, and silent about what people write."""

from typing import Any

import httpx
import pytest

from tests.whole import Whole
from tests.whole.running import ACTIONS_SECRET

CANARY = "Tweetlebird's own words"


def call(whole: Whole, secret: str, sender: str = "nobody") -> httpx.Response:
    message = {
        "message_id": "m1",
        "metadata": {"typed": CANARY},
        "intent": {"name": "answer", "confidence": 1.0},
    }
    body: dict[str, Any] = {
        "next_action": "action_outside_forms",
        "sender_id": sender,
        "version": "3.6.21",
        "tracker": {
            "sender_id": sender,
            "slots": {},
            "latest_message": message,
            "events": [],
            "paused": False,
            "latest_action_name": "action_listen",
            "active_loop": {},
        },
    }
    with httpx.Client(trust_env=False, timeout=10) as client:
        headers = {"Authorization": f"Bearer {secret}"}
        return client.post(f"{whole.wire.target}/webhook", json=body, headers=headers)


@pytest.mark.parametrize("secret", ["none", "wrong", ACTIONS_SECRET + "x"])
def test_who_does_not_know_the_secret_is_not_let_in(whole: Whole, secret: str) -> None:
    assert call(whole, secret).status_code == 401


def test_a_failing_action_says_that_nothing_was_saved_and_repeats_no_words(whole: Whole) -> None:
    answer = call(whole, ACTIONS_SECRET)
    assert answer.status_code == 500
    assert answer.json() == {"error": "the action failed; nothing was saved"}
    assert CANARY not in whole.actions.log()
    assert "nobody" not in whole.actions.log()


def test_a_good_call_is_answered_with_what_to_say(whole: Whole) -> None:
    answer = call(whole, ACTIONS_SECRET, whole.person().conversation_id)
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["response"] == "utter_simply_consent"
