"""My life, and what matters most: the first questions, and the only ones with ideas offered once when skipped."""

from dataclasses import replace

from actions.decision import Act, Decision
from actions.parts import common
from actions.reply import Reply, say
from actions.talk import Talk
from records.answers import answer_at


def answered(talk: Talk, decision: Decision) -> Reply:
    """Save, and go on; who is not sure what matters is offered ideas once, and stays not sure if none helps."""
    offer = decision.act is Act.NOT_SURE and _may_offer_ideas(talk)
    reply = common.answered(talk, decision)
    return _offer_ideas(talk) if offer else reply


def skipped(talk: Talk) -> Reply:
    """Offer ideas once, then leave it out."""
    return _offer_ideas(talk) if _may_offer_ideas(talk) else common.skipped(talk)


def _may_offer_ideas(talk: Talk) -> bool:
    if talk.question.key != "what_matters" or talk.place.ideas_offered:
        return False
    before = answer_at(talk.preparation, talk.step)
    return before is None or talk.heard.message_id in before.message_ids


def _offer_ideas(talk: Talk) -> Reply:
    reply = talk.wait("ideas", *say("utter_offer_ideas"))
    return replace(reply, place=replace(reply.place, ideas_offered=True))
