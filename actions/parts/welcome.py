"""Welcome: agreeing to start, who is writing, what to be called."""

from actions.decision import Act, Decision
from actions.parts import common
from actions.reply import Reply, say
from actions.talk import Talk
from records.models import State, now

# Asked again in easier words as often as needed: without a yes nothing may be stored, so nothing can be moved on to.
CONSENT = "consent"


def answered(talk: Talk, decision: Decision) -> Reply:
    """Take the consent itself; save nothing before it is given."""
    if talk.question.key != CONSENT:
        return common.answered(talk, decision)
    if decision == Decision(Act.CHOICE, "yes"):
        talk.preparation.consented_at = now()
        talk.preparation.state = State.OPEN
        return talk.go_on(*say("utter_thanks"))
    if decision == Decision(Act.CHOICE, "not_now"):
        return decline(talk)
    if decision == Decision(Act.CHOICE, "tell_me_more"):
        return talk.wait(None, *say("utter_tell_me_more"), *say("utter_simply_consent"))
    return talk.simpler()


def decline(talk: Talk) -> Reply:
    """Not now: nothing is stored, and the link stays good."""
    talk.preparation.state = State.DECLINED
    return talk.end(*say("utter_declined"))
