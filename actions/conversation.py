"""Taking one turn: find the preparation, screen, decide, save, answer.

It is one transaction, and what is said to be kept was read back.
"""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions import controls, urgent
from actions.decision import Act, Decision, decide
from actions.parts import able_to, check, life, people, pulls, visit, welcome
from actions.reply import Line, Reply, say
from actions.talk import Talk
from actions.turn import Heard, Place
from records.answers import Reply as Given
from records.answers import add
from records.database import Database
from records.models import Answer, Preparation, Standing, State
from records.path import next_step
from records.questionnaire import BY_KEY, Part
from records.sending import sent_summary

PARTS = {
    Part.WELCOME: welcome.answered,
    Part.LIFE: life.answered,
    Part.ABLE_TO: able_to.answered,
    Part.PULLS: pulls.answered,
    Part.PEOPLE: people.answered,
    Part.VISIT: visit.answered,
    Part.CHECK: check.answered,
}
SAVING = frozenset({Act.ANSWER, Act.CHOICE, Act.NOT_SURE, Act.NOTHING_TO_ADD})
YES = frozenset({"affirm", "carry_on"})


class UnknownConversation(Exception):
    """No preparation belongs to this conversation."""


class NotKept(Exception):
    """What was committed could not be read back; the message has to be sent again."""


def take_turn(database: Database, conversation_id: str, heard: Heard, place: Place) -> Reply:
    """Answer one message. Raises when nothing was saved, so that the same message can be sent again."""
    with database.writing() as session:
        talk = Talk(session, _preparation(session, conversation_id), heard, place)
        reply = _reply(talk)
    with database.reading() as session:
        _read_back(session, conversation_id, heard, reply)
    return reply


def begin(database: Database, conversation_id: str, heard: Heard, place: Place) -> Reply:
    """Where the talk is to go on, at its first message and when the dialogue has forgotten where it was."""
    with database.writing() as session:
        talk = Talk(session, _preparation(session, conversation_id), heard, place)
        if talk.preparation.state in (State.SENT, State.ERASED):
            return talk.end(*say(f"utter_already_{talk.preparation.state}"))
        if talk.preparation.consented_at is None:
            talk.preparation.state = State.OPEN
            return talk.go_on(*say("utter_welcome", "utter_terms", "utter_no_advice"))
        return talk.go_on(*say("utter_welcome_back"))


def _preparation(session: Session, conversation_id: str) -> Preparation:
    found = session.scalar(
        select(Preparation).where(Preparation.conversation_id == conversation_id).with_for_update()
    )
    if found is None:
        raise UnknownConversation
    return found


def _reply(talk: Talk) -> Reply:
    state = talk.preparation.state
    if state is State.SENT or state is State.ERASED:
        return _after_the_end(talk)
    if talk.place.step is None:
        talk = replace(talk, place=replace(talk.place, step=next_step(talk.given())))
    decision = _decide(talk)
    hits = urgent.hits(talk)
    if urgent.interrupts(hits) and decision.act not in SAVING:
        decision = Decision(Act.ANSWER)
    reply = _waiting(talk, decision) or _earlier_question(talk, decision) or _act(talk, decision)
    return urgent.told(talk, hits, reply)


def _decide(talk: Talk) -> Decision:
    if talk.heard.pressed and talk.heard.intent == "save_for_visit":
        return Decision(Act.CONTROL, "save_for_visit")
    return decide(talk.heard, talk.question)


def _act(talk: Talk, decision: Decision) -> Reply:
    if decision.act is Act.CONTROL:
        return controls.control(talk, decision)
    if decision.act is Act.QUESTION_BACK:
        return controls.question_back(talk, decision)
    if decision.act is Act.OUT_OF_SCOPE:
        return controls.out_of_scope(talk, decision)
    return PARTS[talk.question.part](talk, decision)


def _waiting(talk: Talk, decision: Decision) -> Reply | None:
    """What a message means while something other than the question is waited for; None: the usual."""
    heard = talk.heard
    if talk.place.waiting == "confirm_delete":
        if heard.intent in YES and heard.intent != "carry_on" and not heard.pressed:
            return controls.control(talk, Decision(Act.CONTROL, "confirm_delete"))
        if heard.intent == "deny":
            return talk.stay(*say("utter_not_deleted"))
    if talk.place.waiting in ("paused", "urgent") and heard.intent in YES:
        return talk.stay()
    if talk.place.waiting == "urgent" and heard.intent == "deny":
        return controls.control(talk, Decision(Act.CONTROL, "stop_for_now"))
    return None


def _earlier_question(talk: Talk, decision: Decision) -> Reply | None:
    """Words written while an earlier question was on the screen are added to the answer to that one."""
    key = talk.heard.looking_at
    if key == talk.question.key or key not in BY_KEY or talk.heard.pressed or talk.place.reopened:
        return None
    steps = [step for step in talk.given() if step.question == key and BY_KEY[key].recorded]
    if not steps or decision.act not in SAVING | {Act.NO_MATCH}:
        return None
    step = max(steps)
    if step > talk.step and step.question == talk.step.question:
        return None
    words = Given(step, Standing.ANSWERED, talk.heard.typed, talk.heard.message_id)
    add(talk.session, talk.preparation, words)
    return talk.stay(*say("utter_added"))


def _after_the_end(talk: Talk) -> Reply:
    """After sending, the same submission is answered the same; anything else is told where the answers are."""
    if talk.preparation.state is State.SENT and talk.heard.intent == "save_for_visit":
        return talk.end(*say("utter_saved", "utter_when_read"))
    lines: tuple[Line, ...] = say(f"utter_already_{talk.preparation.state}")
    return urgent.told(talk, urgent.hits(talk), talk.end(*lines))


def _read_back(session: Session, conversation_id: str, heard: Heard, reply: Reply) -> None:
    """Raise NotKept when the words, or the summary that is said to be saved, are not in the records."""
    preparation = _preparation_now(session, conversation_id)
    if any(line.response == "utter_saved" for line in reply.lines):
        if sent_summary(session, preparation) is None:
            raise NotKept
        return
    kept = [a for a in preparation.answers if heard.message_id in a.message_ids]
    for answer in kept:
        if answer.words is not None and heard.typed and not _holds(answer, heard.typed):
            raise NotKept


def _holds(answer: Answer, typed: str) -> bool:
    # A question kept by a button carries words typed earlier, so only typed messages are compared.
    return typed in (answer.words or "")


def _preparation_now(session: Session, conversation_id: str) -> Preparation:
    return session.scalars(
        select(Preparation).where(Preparation.conversation_id == conversation_id)
    ).one()
