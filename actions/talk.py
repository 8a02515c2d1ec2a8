"""One message at one place: everything a part of the conversation needs to answer it."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from actions.reply import Line, Reply, say
from actions.turn import Heard, Place
from records import answers
from records.models import Answer, Preparation, Standing, State
from records.path import Given, Step, next_step
from records.questionnaire import BY_KEY, Question

# The answers that are about what a person wants to be and do, and so may carry a guess at a capability.
LABELLED = frozenset({"what_matters", "able_to", "let_go"})
MODEL = "beforehand"


@dataclass(frozen=True)
class Talk:
    """A message, where it was said, and the open transaction its answer is saved in."""

    session: Session
    preparation: Preparation
    heard: Heard
    place: Place

    @property
    def step(self) -> Step:
        """The step the message answers: the one that was asked, else the first one not taken."""
        return self.place.step or next_step(self.given())

    @property
    def question(self) -> Question:
        """The question the message answers."""
        return BY_KEY[self.step.question]

    def given(self) -> Given:
        """How every step stands now."""
        return answers.given(self.preparation)

    def at(self, step: Step) -> "Talk":
        """The same message, taken as said at another step."""
        return replace(self, place=replace(self.place, step=step, reopened=False))

    def save(
        self, standing: Standing, *, words: str | None = None, choice: str | None = None
    ) -> Answer:
        """Save the message at its step: in place of an answer that was reopened, else added to it."""
        reply = answers.Reply(
            step=self.step,
            standing=standing,
            words=words,
            message_id=self.heard.message_id,
            choice=choice,
            guesses=self._guesses(),
        )
        keep = answers.take if self.place.reopened else answers.add
        return keep(self.session, self.preparation, reply)

    def go_on(self, *lines: Line) -> Reply:
        """Say these lines and ask the first question not taken yet."""
        step = next_step(self.given())
        if self.preparation.state in (State.OPEN, State.CHECK):
            self.preparation.state = State.CHECK if step.question == "check" else State.OPEN
        return Reply(lines, self._moved_to(step))

    def stay(self, *lines: Line) -> Reply:
        """Say these lines and ask the same question again."""
        return Reply(lines, replace(self.place, step=self.step, waiting=None))

    def wait(self, waiting: str | None, *lines: Line) -> Reply:
        """Say these lines, ask nothing, and remember what is waited for."""
        return Reply(lines, replace(self.place, step=self.step, waiting=waiting), ask=False)

    def end(self, *lines: Line) -> Reply:
        """Say these lines; no question is open after them."""
        return Reply(lines, Place(), ask=False, ended=True)

    def simpler(self, missed: bool = False) -> Reply:
        """The question in easier words, with its choices."""
        reply = self.wait(None, *say(f"utter_simply_{self.question.key}"))
        return replace(
            reply,
            place=replace(reply.place, missed=self.question.key if missed else None),
        )

    def _moved_to(self, step: Step) -> Place:
        return Place(
            step=step,
            ideas_offered=self.place.ideas_offered,
            to_keep=self.place.to_keep,
        )

    def _guesses(self) -> tuple[answers.Guess, ...]:
        if self.question.key not in LABELLED:
            return ()
        return tuple(
            answers.Guess(
                capability=guess["id"],
                confidence=float(guess["confidence"]),
                clause=guess["clause"],
                wish=guess.get("wish"),
                model=MODEL,
            )
            for guess in self.heard.capabilities
        )
