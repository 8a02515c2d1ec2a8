"""Scenario files: a conversation as lines a clinician can read, and what is kept of it at the end.

title: what happens, in one sentence
starts_at: able_to             optional: agreed already, and every question before this one was left out
talk:
- person: words                typed as they stand; with `looking_at: a question` when the screen shows an older one
- press: Title of a button     of the last turn, or of a tool that is always there (Start, Skip, Go back, …)
- happens: the bot is restarted      or another of `_events`
- bot: noted, ask_able_to      what is said, by the names in domain.yml without `utter_`; `...` stands for anything,
                               `own_words` for a bubble with the person's words, `nothing` for no answer at all
kept:                          every answer there is at the end, other than those before `starts_at`
  able_to: words               byte for byte
  able_to_wish.1: {choice: keep}     also words, standing (answered when not said), shared (true when
                                     not said); `...` where either way of the model is right
state: sent                    optional: where the preparation is
the_clinic_sees: [words]       optional, with `the_clinic_does_not_see`: on the page as it would be sent now
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from records import sending
from records.answers import in_order
from records.models import Answer, Preparation
from records.path import Step
from tests.whole import Person, Turn, Whole
from tests.whole.beginnings import BEFORE, come_as_far_as, preparation_of

ANYTHING = "..."
NOTHING = "nothing"
Scenario = Mapping[str, Any]


def read(path: Path) -> list[Scenario]:
    """The scenarios of a file. Every value is text, so that `- press: Yes` is a button and not a truth."""
    return list(yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def play(whole: Whole, scenario: Scenario) -> None:
    """Have the talk, and compare every turn and all that is kept."""
    person = whole.person()
    turn = Turn(200)
    if "starts_at" in scenario:
        come_as_far_as(whole.database, person.conversation_id, Step.parse(scenario["starts_at"]))
        turn = person.press("Start")
    for number, line in enumerate(scenario["talk"], 1):
        if "bot" in line:
            _compare(turn, line["bot"], f"line {number} of the talk")
        else:
            turn = _do(whole, person, line) or turn
    with whole.database.reading() as session:
        _compare_records(preparation_of(session, person.conversation_id), scenario)


def _do(whole: Whole, person: Person, line: Mapping[str, str]) -> Turn | None:
    if "person" in line:
        return person.say(line["person"], line.get("looking_at"))
    if "press" in line:
        return person.press(line["press"])
    return _events(whole, person)[line["happens"]]()


def _events(whole: Whole, person: Person) -> Mapping[str, Callable[[], Turn | None]]:
    return {
        "the same message comes again": person.again,
        "the bot is restarted": lambda: (whole.bot.stop(), whole.bot.start())[1],
        "the bot forgets the talk": person.forgotten,
        "the actions are killed": whole.actions.kill,
        "the actions are started": whole.actions.start,
        "the actions are killed once they have saved the next message": lambda: (
            whole.wire.lose_next_answer(whole.actions.kill)
        ),
        "the answer to the next message is lost": lambda: whole.wire.lose_next_answer(lambda: None),
    }


def _compare(turn: Turn, expected: str, where: str) -> None:
    wanted = [name.strip() for name in expected.split(",")]
    if wanted == [NOTHING]:
        assert turn.status == 503, f"{where}: said {turn.names}, wanted no answer"
        return
    assert turn.status == 200, f"{where}: no answer, status {turn.status}"
    assert _fits(turn.names, wanted), f"{where}: said {turn.names}, wanted {wanted}"


def _fits(said: Sequence[str], wanted: Sequence[str]) -> bool:
    if ANYTHING not in wanted:
        return said == wanted
    place = list(wanted).index(ANYTHING)
    before, after = wanted[:place], wanted[place + 1 :]
    return said[:place] == before and said[len(said) - len(after) :] == after


def _compare_records(preparation: Preparation, scenario: Scenario) -> None:
    kept = {_key(a): _shown(a) for a in in_order(preparation) if a.message_ids != [BEFORE]}
    expected = {_full(key): _wanted(value) for key, value in (scenario.get("kept") or {}).items()}
    for key in sorted(kept.keys() | expected.keys()):
        is_so, wanted = kept.get(key, {}), expected.get(key, {})
        compared = {name: is_so.get(name) if v == ANYTHING else v for name, v in wanted.items()}
        assert is_so == compared, f"{key}: kept {is_so}, wanted {wanted}"
    state = scenario.get("state", preparation.state)
    assert preparation.state == state, f"the preparation is {preparation.state}, wanted {state}"
    page = sending.summary_of(preparation).model_dump_json()
    for words in scenario.get("the_clinic_sees", []):
        assert words in page, f"the clinic does not see {words!r}"
    for words in scenario.get("the_clinic_does_not_see", []):
        assert words not in page, f"the clinic sees {words!r}"


def _key(answer: Answer) -> str:
    return str(Step(answer.question, answer.position))


def _full(key: str) -> str:
    return str(Step.parse(key))


def _shown(answer: Answer) -> dict[str, str | None]:
    return {
        "words": answer.words,
        "choice": answer.choice,
        "standing": answer.standing.value,
        "shared": str(answer.shared).lower(),
    }


def _wanted(value: str | Mapping[str, str]) -> dict[str, str | None]:
    given = {"words": value} if isinstance(value, str) else value
    return {"words": None, "choice": None, "standing": "answered", "shared": "true", **given}
