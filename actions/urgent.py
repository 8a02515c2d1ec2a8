"""When the safety screen fires: the answer is kept, fixed words are shown, the notice is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.reply import Line, Reply
from actions.talk import Talk
from actions.turn import Place
from records import notices, settings, signposting
from records.signposting import Card, Signposting

HARD = "hard"


@dataclass(frozen=True)
class Hit:
    """One thing the screen or the net noticed."""

    rule: str
    danger: str
    tier: str
    source: str


def hits(talk: Talk) -> tuple[Hit, ...]:
    """What fired on this message, the hard tier first."""
    found = [
        Hit(each["rule"], each["cls"], each["tier"], each["source"]) for each in talk.heard.safety
    ]
    return tuple(sorted(found, key=lambda hit: hit.tier != HARD))


def interrupts(found: Sequence[Hit]) -> bool:
    """Whether the talk stops to show the full text."""
    return any(hit.tier == HARD for hit in found)


def told(talk: Talk, found: Sequence[Hit], reply: Reply) -> Reply:
    """The reply with what has to be told: in place of its own lines for the hard tier, beside them for the soft one."""
    if not found:
        return reply
    texts = signposting.load(settings.load().country)
    first = found[0]
    shown = _shown(talk, first)
    _record(talk, found, shown)
    if first.tier != HARD:
        return reply.first(Line(text=texts.texts[first.danger].soft, kind="urgent"))
    return Reply(
        _lines(texts, first.danger, short=shown == "short"),
        _waiting(reply),
        ask=False,
        ended=reply.ended,
    )


def _shown(talk: Talk, first: Hit) -> str:
    if first.tier != HARD:
        return "line"
    earlier = [n for n in talk.preparation.notices if n.message_id == talk.heard.message_id]
    if any(notice.shown == "full" for notice in earlier):
        return (
            "full"  # The answer to this very message was lost on the way: nobody has read it yet.
        )
    return "short" if notices.shown_in_full(talk.preparation, first.danger) else "full"


def _record(talk: Talk, found: Sequence[Hit], shown: str) -> None:
    message_id = talk.heard.message_id
    answer = next((a for a in talk.preparation.answers if message_id in a.message_ids), None)
    for hit in found:
        notices.note(
            talk.session,
            talk.preparation,
            answer=answer,
            message_id=message_id,
            question=talk.question.key,
            danger=hit.danger,
            tier=hit.tier,
            rule=hit.rule,
            source=hit.source,
            shown=shown,
        )


def _lines(texts: Signposting, danger: str, *, short: bool) -> tuple[Line, ...]:
    text = texts.texts[danger]
    said = (
        [text.short] if short else [*text.opening, *map(_card, text.cards), *text.then, texts.told]
    )
    buttons = (
        {"title": texts.choices.carry_on, "payload": "/carry_on"},
        {"title": texts.choices.stop, "payload": "/stop_for_now"},
    )
    *before, last = said
    return (
        *(Line(text=each, kind="urgent") for each in before),
        Line(text=last, kind="urgent", buttons=buttons),
    )


def _card(card: Card) -> str:
    return "\n".join([card.heading, *(f"- {bullet}" for bullet in card.bullets)])


def _waiting(reply: Reply) -> Place:
    return replace(reply.place, waiting="urgent")
