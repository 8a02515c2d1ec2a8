import pytest

from records.models import Standing
from records.path import Step, Taken, next_step, step_before, steps
from records.questionnaire import MAX_CAPABILITIES, MAX_QUESTIONS, QUESTIONS, Part

YES = Taken(Standing.ANSWERED, "yes")
SAID = Taken(Standing.ANSWERED)
SKIPPED = Taken(Standing.SKIPPED)


def walk(answer: dict[str, Taken], otherwise: Taken) -> list[Step]:
    """Every step that is asked, in order, when each question gets this answer."""
    given: dict[Step, Taken] = {}
    asked = []
    while (step := next_step(given)).question != "check":
        asked.append(step)
        given[step] = answer.get(step.question, otherwise)
    return [*asked, step]


def test_the_first_questions_are_about_life_and_never_about_illness() -> None:
    keys = [step.question for step in walk({"consent": YES}, SKIPPED)]
    assert keys[:6] == [
        "consent",
        "who_is_writing",
        "preferred_name",
        "my_life",
        "what_matters",
        "able_to",
    ]


def test_the_longest_way_names_three_capabilities_and_three_questions() -> None:
    longest = walk({}, YES)
    assert Step("able_to", MAX_CAPABILITIES) in longest
    assert Step("able_to_more", MAX_CAPABILITIES) not in longest
    assert longest.count(Step("question_to_ask", MAX_QUESTIONS)) == 1
    assert len(longest) == len(set(longest)) == 32


def test_the_shortest_way_asks_every_question_once_and_nothing_about_what_was_not_named() -> None:
    shortest = walk({"consent": YES}, SKIPPED)
    assert len(shortest) == 17
    assert not any(step.question.startswith("able_to_") for step in shortest)
    assert all(step.position == 1 for step in shortest)


@pytest.mark.parametrize("more", [Taken(Standing.ANSWERED, "no"), SKIPPED])
def test_a_second_capability_is_asked_for_only_after_a_yes(more: Taken) -> None:
    asked = walk({"able_to_more": more}, SAID)
    assert Step("able_to", 2) not in asked
    assert Step("able_to_hinders", 1) in asked


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.ANSWERED])
def test_nothing_more_is_asked_about_a_capability_that_was_not_named(standing: Standing) -> None:
    asked = walk({"able_to": Taken(standing)}, SAID)
    assert [step for step in asked if step.part is Part.ABLE_TO] == [Step("able_to")]


def test_the_way_always_ends_with_the_check_and_stays_there() -> None:
    way = walk({}, SAID)
    assert way[-1] == Step("check")
    assert next_step(dict.fromkeys(way, SAID)) == Step("check")


def test_the_parts_follow_each_other() -> None:
    numbers = [step.part.number for step in walk({}, YES)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 8))


def test_going_back_leads_through_the_same_questions_the_other_way() -> None:
    way = walk({}, YES)
    given = dict.fromkeys(way[:-1], YES)
    back = [way[-1]]
    while (before := step_before(given, back[-1])) is not None:
        back.append(before)
    assert back == way[:0:-1]


def test_the_consent_cannot_be_gone_back_to() -> None:
    assert step_before({Step("consent"): YES}, Step("who_is_writing")) is None
    assert step_before({}, Step("consent")) is None


def test_a_changed_answer_changes_the_way_from_there_on() -> None:
    given = dict.fromkeys(walk({}, YES)[:-1], YES)
    given[Step("able_to_more", 1)] = Taken(Standing.ANSWERED, "no")
    assert Step("able_to", 2) not in list(steps(given))
    assert next_step(given) == Step("check")


def test_an_unfinished_way_goes_on_at_the_first_gap() -> None:
    given = dict.fromkeys(walk({}, YES)[:-1], YES)
    del given[Step("let_go")]
    assert next_step(given) == Step("let_go")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_step_can_be_written_down_and_read_again(question) -> None:
    for position in range(1, question.repeats + 1):
        step = Step(question.key, position)
        assert Step.parse(str(step)) == step
    assert Step.parse(question.key) == Step(question.key)


@pytest.mark.parametrize(
    "text", ["", "weather", "able_to.4", "able_to.0", "able_to.²", "my_life.2"]
)
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a step"):
        Step.parse(text)
