"""What an action answers, as Rasa's events."""

from actions.reply import Line, Reply, say
from actions.turn import Place
from records.path import Step
from records.questionnaire import Part


def slots(reply: Reply, part: Part | None = Part.LIFE) -> dict[str, object]:
    events = reply.events("m1", part)
    assert {event["event"] for event in events} == {"slot"}
    return {event["name"]: event["value"] for event in events}


def test_the_question_of_the_same_part_is_requested_and_its_slot_is_free() -> None:
    kept = slots(Reply((), Place(step=Step("what_matters"))))
    assert kept["requested_slot"] == "what_matters"
    assert kept["what_matters"] is None
    assert kept["last_turn"] == "m1"


def test_a_form_ends_when_the_next_question_is_of_another_part() -> None:
    kept = slots(Reply((), Place(step=Step("able_to"))))
    assert kept["requested_slot"] is None
    assert kept["step"] == "able_to.1"


def test_a_reply_that_asks_nothing_holds_the_form_in_silence() -> None:
    assert slots(Reply((), Place(step=Step("my_life")), ask=False))["requested_slot"] == "silence"


def test_at_the_end_nothing_is_requested_and_the_place_is_forgotten() -> None:
    kept = slots(Reply((), Place(), ask=False, ended=True))
    assert kept["requested_slot"] is None
    assert kept["step"] is None


def test_the_place_goes_through_slots_unchanged() -> None:
    from actions.turn import place

    before = Place("m1", Step("able_to", 2), True, "words", "able_to", True, "a question?")
    assert place(slots(Reply((), before), Part.ABLE_TO)) == before


def test_no_answer_is_kept_in_a_slot() -> None:
    kept = slots(Reply(say("utter_noted"), Place(step=Step("what_matters"))))
    assert set(kept) == {
        "last_turn", "step", "reopened", "waiting", "missed", "ideas_offered", "to_keep",
        "position", "requested_slot", "what_matters",
    }  # fmt: skip


def test_lines_carry_their_own_values() -> None:
    assert say("utter_how_long", part="3", of="7") == (
        Line("utter_how_long", {"part": "3", "of": "7"}),
    )
    reply = Reply(say("utter_noted"), Place()).first(Line(text="x"))
    assert [line.text or line.response for line in reply.lines] == ["x", "utter_noted"]
