"""What was let go, what pulls apart, where views differ. Nothing is weighed and nothing is advised (R9)."""

from actions.decision import Act, Decision
from actions.keeping_back import asks_to_keep_back
from actions.parts import common
from actions.parts.common import WORDS_OF_A_BARE_YES
from actions.reply import Reply, say
from actions.talk import Talk
from records.models import Standing

# A yes to these is only half of the answer: the other half is what it is, in the person's words.
WANTS_WORDS = {
    "yes": "utter_ask_pulls_words",
    "yes_talk": "utter_ask_different_views_words",
}
KEPT_BACK = Decision(Act.CHOICE, "yes_keep")


def answered(talk: Talk, decision: Decision) -> Reply:
    """Save, and go on; a bare yes is asked for words once."""
    if talk.place.waiting == "words":
        return _the_words(talk, decision)
    if _is_to_be_kept_back(talk):
        decision = KEPT_BACK
    if decision.act is Act.CHOICE and decision.name in WANTS_WORDS and _is_bare(talk):
        talk.save(Standing.ANSWERED, words=talk.heard.typed, choice=decision.name)
        return talk.wait("words", *say(WANTS_WORDS[decision.name]))
    if decision == KEPT_BACK:
        common.chosen(talk, decision)
        return talk.go_on(*say("utter_kept_back"))
    return common.answered(talk, decision)


def _is_to_be_kept_back(talk: Talk) -> bool:
    typed = talk.heard.typed
    return talk.question.key == "different_views" and bool(typed) and asks_to_keep_back(typed or "")


def _is_bare(talk: Talk) -> bool:
    return talk.heard.typed is None or len(talk.heard.typed.split()) <= WORDS_OF_A_BARE_YES


def _the_words(talk: Talk, decision: Decision) -> Reply:
    if talk.heard.pressed:
        return common.chosen(talk, decision)
    talk.save(Standing.ANSWERED, words=talk.heard.typed)
    return talk.go_on(*say("utter_noted"))
