"""What every part does with an answer, unless it says otherwise."""

from actions.decision import Act, Decision
from actions.reply import Line, Reply, say
from actions.talk import Talk
from records.answers import answer_at
from records.models import Standing
from records.questionnaire import Kind

# Choices that say a person does not know; they stay "not sure" and are not coded to anything nearer (R17).
NOT_SURE_CHOICES = frozenset({"not_sure"})

# Typed text longer than this says more than its yes.
WORDS_OF_A_BARE_YES = 4


def answered(talk: Talk, decision: Decision) -> Reply:
    """Save what was answered at this question and go on."""
    handlers = {
        Act.ANSWER: _words,
        Act.CHOICE: chosen,
        Act.NOT_SURE: _not_sure,
        Act.NOTHING_TO_ADD: _nothing_to_add,
        Act.YES_WITHOUT_WORDS: _yes_without_words,
        Act.NO_MATCH: no_match,
    }
    return handlers[decision.act](talk, decision)


def chosen(talk: Talk, decision: Decision) -> Reply:
    """Save a choice, with the words it was made in when it was typed."""
    standing = Standing.NOT_SURE if decision.name in NOT_SURE_CHOICES else Standing.ANSWERED
    talk.save(standing, words=talk.heard.typed, choice=decision.name)
    return talk.go_on(*say("utter_thanks"))


def no_match(talk: Talk, decision: Decision) -> Reply:
    """Words that fit none of the choices: ask once more in other words, then keep them and go on."""
    if talk.place.missed != talk.question.key:
        return talk.simpler(missed=True)
    talk.save(Standing.ANSWERED, words=talk.heard.typed)
    return talk.go_on(*say("utter_noted"))


def skipped(talk: Talk) -> Reply:
    """Leave the question out. What was written there before stays."""
    if answer_at(talk.preparation, talk.step) is not None:
        return talk.go_on(*say("utter_left_as_it_is"))
    talk.save(Standing.SKIPPED)
    return talk.go_on(*say("utter_skipped"))


def _words(talk: Talk, decision: Decision) -> Reply:
    talk.save(Standing.ANSWERED, words=talk.heard.typed)
    return talk.go_on(*say("utter_noted"))


def _not_sure(talk: Talk, decision: Decision) -> Reply:
    return _short(talk, Standing.NOT_SURE, *say("utter_noted_not_sure"))


def _nothing_to_add(talk: Talk, decision: Decision) -> Reply:
    return _short(talk, Standing.NOTHING_TO_ADD, *say("utter_noted_nothing"))


def _short(talk: Talk, standing: Standing, *lines: Line) -> Reply:
    before = answer_at(talk.preparation, talk.step)
    if before is not None and before.standing is Standing.ANSWERED and not talk.place.reopened:
        standing = Standing.ANSWERED
    talk.save(standing, words=talk.heard.typed)
    return talk.go_on(*lines)


def _yes_without_words(talk: Talk, decision: Decision) -> Reply:
    if talk.question.kind is Kind.OPEN and talk.place.waiting != "words":
        return talk.wait("words", *say("utter_ask_for_words"))
    return _words(talk, decision)
