"""What training examples teach the recogniser and the matcher."""

from rasa.shared.nlu.training_data.message import Message

from bot.nlu.capability_recogniser import labels_of
from bot.nlu.choice_matcher import choice_labels
from bot.nlu.choice_model import NO_CHOICE
from bot.nlu.intent_classifier import intent_ranking


def _example(intent: str, **notes: object) -> Message:
    return Message.build("some text", intent, intent_metadata=notes or None)


def test_an_answer_carries_its_domain_and_wish() -> None:
    label = labels_of(_example("answer/meaning", wish="keep"))
    assert label is not None
    assert (label.domains, label.wish) == (frozenset({"meaning"}), "keep")


def test_an_answer_may_carry_two_domains() -> None:
    label = labels_of(_example("answer/meaning", wish="none", also=["enjoyment"]))
    assert label is not None
    assert label.domains == {"meaning", "enjoyment"}


def test_an_answer_without_a_domain_and_a_command_carry_none() -> None:
    for intent in ("answer/none", "skip"):
        label = labels_of(_example(intent))
        assert label is not None
        assert label.domains == frozenset()


def test_plain_answers_and_choices_teach_nothing_about_domains() -> None:
    assert labels_of(_example("answer")) is None
    assert labels_of(_example("choose/pulls.yes")) is None


def test_a_choice_teaches_its_own_question_only() -> None:
    labels = choice_labels(["choose/pulls.yes", "choose/pulls.no", "choose/consent.yes"])
    assert labels[0] == {"pulls": "yes"}


def test_a_bare_yes_is_yes_wherever_there_is_one() -> None:
    labels = choice_labels(["choose/pulls.yes", "choose/good_visit.change", "affirm"])
    assert labels[2] == {"pulls": "yes"}


def test_other_texts_are_no_choice_anywhere() -> None:
    labels = choice_labels(["choose/pulls.yes", "choose/good_visit.change", "answer/meaning"])
    assert labels[2] == {"pulls": NO_CHOICE, "good_visit": NO_CHOICE}


def test_the_parts_of_answer_are_added_up_and_ranked() -> None:
    ranking = intent_ranking(["answer/a", "answer/b", "skip"], [0.3, 0.3, 0.4])
    assert [entry["name"] for entry in ranking] == ["answer", "skip"]
    assert abs(ranking[0]["confidence"] - 0.6) < 1e-9
