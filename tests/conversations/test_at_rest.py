"""What is said is open in none of the files the whole thing leaves: the records, the conversations, the logs."""

from pathlib import Path

from records import sending
from records.answers import in_order
from records.models import new_id
from records.path import Step
from tests.whole import Whole
from tests.whole.beginnings import come_as_far_as, preparation_of

CANARY = "Zanzibarwort"


def open_in(folder: Path) -> list[str]:
    """The names of the files that hold the canary."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 4
    return [path.name for path in files if CANARY.encode() in path.read_bytes()]


def test_no_file_of_the_whole_thing_holds_a_word_that_was_said(whole: Whole) -> None:
    person = whole.person()
    come_as_far_as(whole.database, person.conversation_id, Step("what_matters"))
    person.press("Start")
    folder = Path(str(whole.database.engine.url.database)).parent

    assert person.say(f"My {CANARY} and the garden").status == 200
    assert open_in(folder) == []

    with whole.database.writing() as session:
        preparation = preparation_of(session, person.conversation_id)
        assert f"My {CANARY} and the garden" in [answer.words for answer in in_order(preparation)]
        sending.send(session, preparation, new_id())
    assert open_in(folder) == []

    assert person.say(f"more {CANARY}").status == 200
    assert open_in(folder) == []
