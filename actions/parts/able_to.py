"""What the person wants to be able to do and be: one to three times, with what helps and what gets in the way."""

from actions.decision import Act, Decision
from actions.parts import common
from actions.parts.common import WORDS_OF_A_BARE_YES
from actions.reply import Reply
from actions.talk import Talk
from records.models import Standing
from records.path import Step
from records.questionnaire import MAX_CAPABILITIES


def answered(talk: Talk, decision: Decision) -> Reply:
    """Save, and go on. Words where a yes or no is asked for are the next thing the person wants to be able to do."""
    if talk.question.key == "able_to_more" and _names_something(talk, decision):
        return _named_at_once(talk)
    return common.answered(talk, decision)


def _names_something(talk: Talk, decision: Decision) -> bool:
    says_more = len((talk.heard.typed or "").split()) > WORDS_OF_A_BARE_YES
    return decision.act is Act.NO_MATCH or (says_more and decision == Decision(Act.CHOICE, "yes"))


def _named_at_once(talk: Talk) -> Reply:
    position = talk.step.position
    words = talk.heard.typed
    talk.save(Standing.ANSWERED, choice="yes")
    if position == MAX_CAPABILITIES:
        return talk.go_on()
    return common.answered(talk.at(Step("able_to", position + 1)), Decision(Act.ANSWER, words))
