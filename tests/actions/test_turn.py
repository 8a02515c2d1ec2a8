"""A message as the bot hands it over."""

from actions.turn import Place, heard, place

TYPED = {
    "message_id": "m1",
    "text": "my dog",
    "metadata": {"typed": " my dog ", "question": "my_life"},
    "intent": {"name": "answer", "confidence": 0.9},
    "entities": [],
    "intent_ranking": [{"name": "answer", "confidence": 0.9}],
    "choices": {"pulls": [{"id": "yes", "confidence": 0.7}]},
    "capabilities": [{"id": "meaning"}],
    "safety": [{"rule": "r"}],
}


def test_typed_words_are_those_of_the_person_and_not_rasas() -> None:
    message = heard(TYPED)
    assert (message.typed, message.pressed, message.looking_at) == (" my dog ", False, "my_life")
    assert message.choices == {"pulls": (("yes", 0.7),)}
    assert message.ranking == (("answer", 0.9),)


def test_a_button_has_no_words() -> None:
    pressed = {
        "message_id": "m2",
        "metadata": {"choice": '/choose{"choice": "yes"}', "question": None},
        "intent": {"name": "choose", "confidence": 1.0},
        "entities": [{"entity": "choice", "value": "yes"}],
    }
    message = heard(pressed)
    assert message.pressed
    assert message.entities == {"choice": "yes"}
    assert message.safety == ()


def test_a_message_without_a_parse_is_of_no_intent() -> None:
    message = heard({"message_id": "m3", "metadata": {"typed": "x"}, "intent": None})
    assert (message.intent, message.confidence) == ("", 0.0)


def test_a_fresh_conversation_has_no_place() -> None:
    assert place({}) == Place()
