"""Someone who writes to the actions, without Rasa: the model's part is given, the records are real."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions import conversation
from actions.reply import Reply
from actions.turn import Heard, Place
from records.answers import answer_at, in_order
from records.database import Database
from records.models import Answer, Preparation, State
from records.path import Step
from tests.whole.beginnings import BEFORE, come_as_far_as, preparation_of

_numbers = itertools.count(1)


def heard(words: str | None, intent: str = "answer", sure: float = 1.0, **more: Any) -> Heard:
    """A message the model is this sure of; `words` None for a button."""
    message_id = more.pop("message_id", f"m{next(_numbers)}")
    return Heard(message_id, words, intent, sure, **more)


@dataclass
class Someone:
    """One conversation. The place is carried from turn to turn as Rasa's slots do."""

    database: Database
    conversation_id: str
    place: Place = field(default_factory=Place)
    last: Heard | None = None

    def at(self, step: str) -> "Someone":
        """The same person, at this step, with what is before it left out."""
        come_as_far_as(self.database, self.conversation_id, Step.parse(step))
        self.place = Place(step=Step.parse(step))
        return self

    def says(self, words: str, intent: str = "answer", sure: float = 1.0, **more: Any) -> list[str]:
        """Type something; the names of what is said to it, the question that is asked last."""
        return self.sends(heard(words, intent, sure, **more))

    def presses(self, intent: str, **entities: str) -> list[str]:
        """Press a button."""
        return self.sends(heard(None, intent, entities=entities))

    def chooses(self, choice: str) -> list[str]:
        """Press the button of a choice."""
        return self.presses("choose", choice=choice)

    def sends(self, message: Heard) -> list[str]:
        """Send a message, maybe one that was sent before."""
        self.last = message
        reply = conversation.take_turn(self.database, self.conversation_id, message, self.place)
        self.place = reply.place
        return names(reply)

    def sends_again(self, before: Place) -> list[str]:
        """Send the last message once more, as the bot does when the answer to it was lost: at the place before it."""
        assert self.last is not None
        self.place = before
        return self.sends(self.last)

    def kept(self, step: str) -> Answer | None:
        """The answer at a step."""
        with self.database.reading() as session:
            answer = answer_at(preparation_of(session, self.conversation_id), Step.parse(step))
            if answer is not None:
                _ = answer.labels
                session.expunge_all()
            return answer

    def words(self) -> Mapping[str, str | None]:
        """The words of everything answered since the beginning."""
        with self.database.reading() as session:
            answers = in_order(preparation_of(session, self.conversation_id))
            return {
                str(Step(a.question, a.position)): a.words
                for a in answers
                if a.message_ids != [BEFORE]
            }

    def state(self) -> State:
        """Where the preparation is."""
        return self.preparation().state

    def preparation(self) -> Preparation:
        """The preparation, with its answers and notices."""
        with self.database.reading() as session:
            found = preparation_of(session, self.conversation_id)
            _ = (found.answers, found.notices)
            return found


def names(reply: Reply) -> list[str]:
    """What is said, by name; the question at the end as Rasa would ask it."""
    said = [
        (line.response or ("urgent_text" if line.kind == "urgent" else "own_words"))
        for line in reply.lines
    ]
    asked = [f"ask_{reply.place.step.question}"] if reply.ask and reply.place.step else []
    return [name.removeprefix("utter_") for name in said] + asked
