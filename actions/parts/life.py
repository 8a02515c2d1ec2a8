"""My life, and what matters most: the first questions, and the only ones with ideas offered once when skipped."""

from dataclasses import replace

from actions.decision import Act, Decision
from actions.parts import common
from actions.reply import Reply, say
from actions.talk import Talk


def answered(talk: Talk, decision: Decision) -> Reply:
    """Save, and go on; who is not sure what matters is offered ideas once."""
    if decision.act is Act.NOT_SURE and _may_offer_ideas(talk):
        return _offer_ideas(talk)
    return common.answered(talk, decision)


def skipped(talk: Talk) -> Reply:
    """Offer ideas once, then leave it out."""
    return _offer_ideas(talk) if _may_offer_ideas(talk) else common.skipped(talk)


def _may_offer_ideas(talk: Talk) -> bool:
    return talk.question.key == "what_matters" and not talk.place.ideas_offered


def _offer_ideas(talk: Talk) -> Reply:
    reply = talk.wait("ideas", *say("utter_offer_ideas"))
    return replace(reply, place=replace(reply.place, ideas_offered=True))
