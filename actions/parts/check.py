"""Check and end: nothing is sent until the person says "Save for my visit" with the button."""

from actions.decision import Act, Decision
from actions.reply import Reply, say
from actions.talk import Talk
from records import sending
from records.models import Standing
from records.path import Step


def answered(talk: Talk, decision: Decision) -> Reply:
    """Words written here are kept as something else to know; free text never sends."""
    if decision == Decision(Act.CHOICE, "save_for_visit") and talk.heard.pressed:
        return save_for_visit(talk)
    if decision.act in (Act.ANSWER, Act.NO_MATCH) and talk.heard.typed:
        talk.at(Step("something_else")).save(Standing.ANSWERED, words=talk.heard.typed)
        return talk.stay(*say("utter_added_to_something_else"))
    return talk.simpler()


def save_for_visit(talk: Talk) -> Reply:
    """Send the summary once; the message's id is the submission's."""
    try:
        sending.send(talk.session, talk.preparation, talk.heard.message_id)
    except sending.NothingToSend:
        return talk.wait(None, *say("utter_nothing_to_send"))
    return talk.end(*say("utter_saved", "utter_when_read"))
