"""Check and end: nothing is sent until the person says "Save for my visit" with the button."""

from actions.decision import Act, Decision
from actions.reply import Reply, say
from actions.talk import Talk
from records import sending
from records.models import Standing
from records.path import Step

# "send it", "yes save that now": up to here it may mean the button; longer, it is something to be known.
WORDS_OF_A_COMMAND = 5


def answered(talk: Talk, decision: Decision) -> Reply:
    """Words written here are kept as something else to know; free text never sends."""
    if decision == Decision(Act.CHOICE, "save_for_visit") and talk.heard.pressed:
        return save_for_visit(talk)
    words = len((talk.heard.typed or "").split())
    if words > WORDS_OF_A_COMMAND or (words and talk.place.missed == talk.question.key):
        talk.at(Step("something_else")).save(Standing.ANSWERED, words=talk.heard.typed)
        return talk.stay(*say("utter_added_to_something_else"))
    return talk.simpler(missed=True)


def save_for_visit(talk: Talk) -> Reply:
    """Send the summary once; the message's id is the submission's."""
    try:
        sending.send(talk.session, talk.preparation, talk.heard.message_id)
    except sending.NothingToSend:
        return talk.wait(None, *say("utter_nothing_to_send"))
    return talk.end(*say("utter_saved", "utter_when_read"))
