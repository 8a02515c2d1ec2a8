"""My life and what matters: ideas once, and what was said before them stays."""

from records.models import Standing
from tests.actions.someone import Someone


def test_who_skips_what_matters_is_offered_ideas_once(sam: Someone) -> None:
    sam.at("what_matters")
    assert sam.presses("skip") == ["offer_ideas"]
    assert sam.presses("skip") == ["skipped", "ask_able_to"]
    answer = sam.kept("what_matters")
    assert answer is not None
    assert answer.standing is Standing.SKIPPED


def test_who_is_not_sure_stays_so_when_no_idea_helps(sam: Someone) -> None:
    sam.at("what_matters")
    assert sam.says("dunno, too much at once", "not_sure") == ["offer_ideas"]
    assert sam.presses("skip") == ["left_as_it_is", "ask_able_to"]
    answer = sam.kept("what_matters")
    assert answer is not None
    assert (answer.standing, answer.words) == (Standing.NOT_SURE, "dunno, too much at once")


def test_words_after_not_sure_are_an_answer_and_nothing_is_lost(sam: Someone) -> None:
    sam.at("what_matters")
    sam.says("not sure", "not_sure")
    sam.says("maybe the garden")
    answer = sam.kept("what_matters")
    assert answer is not None
    assert (answer.standing, answer.words) == (Standing.ANSWERED, "not sure\nmaybe the garden")


def test_an_answer_opened_again_and_skipped_stays_and_no_ideas_are_pressed_on(sam: Someone) -> None:
    sam.at("what_matters")
    sam.says("my bees")
    sam.presses("go_back")
    assert sam.presses("skip") == ["left_as_it_is", "ask_able_to"]
    assert sam.words() == {"what_matters.1": "my bees"}


def test_a_guess_at_a_capability_is_kept_with_the_words_and_never_instead(sam: Someone) -> None:
    guess = {"id": "enjoyment", "confidence": 0.8, "clause": "my bees", "wish": "keep"}
    sam.at("what_matters")
    sam.says("my bees", capabilities=(guess,))
    answer = sam.kept("what_matters")
    assert answer is not None
    assert answer.words == "my bees"
    assert [(label.capability, label.clause) for label in answer.labels] == [
        ("enjoyment", "my bees")
    ]


def test_an_answer_that_is_not_about_capabilities_gets_no_label(sam: Someone) -> None:
    guess = {"id": "enjoyment", "confidence": 0.8, "clause": "my bees", "wish": None}
    sam.at("my_life")
    sam.says("my bees", capabilities=(guess,))
    answer = sam.kept("my_life")
    assert answer is not None
    assert answer.labels == []
