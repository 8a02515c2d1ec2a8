"""The QuestionnaireResponse: what the person wrote, verbatim, under the key of each question."""

from collections.abc import Iterable
from typing import Any

from records.fhir.codes import WISH_CHOICES, capability_codings, held, own, standing_extensions
from records.fhir.questionnaire import CHOSEN, GROUP, GUESSED, canonical
from records.fhir.source import Source, instant
from records.questionnaire import ABLE_TO_KEYS, BY_KEY, RECORDED
from records.summary.shape import Capability, Item, NotSaid, Words

Element = dict[str, Any]


def questionnaire_response(source: Source) -> Element:
    """The QuestionnaireResponse of one sending."""
    return {
        "resourceType": "QuestionnaireResponse",
        "id": source.revision_id,
        "identifier": source.identifier,
        "questionnaire": canonical(source.base, source.questionnaire_version),
        "status": "completed",
        "subject": source.patient,
        "encounter": source.encounter,
        "authored": instant(source.sent_at),
        "author": source.writer,
        "source": source.writer,
        "item": list(_items(source)),
    }


def _items(source: Source) -> Iterable[Element]:
    """An item for each question that was answered or stands as not said, in the order of the Questionnaire."""
    answers = _answers(source)
    unsaid = _unsaid(source.summary.not_said)
    for question in RECORDED:
        if question.key == ABLE_TO_KEYS[0] and source.summary.able_to:
            yield from (_group(source.base, row) for row in source.summary.able_to)
        elif question.key in answers:
            yield _item(question.key, answers[question.key])
        elif question.key in unsaid:
            item = _without_words(source.base, question.key, unsaid[question.key])
            in_group = question.key == ABLE_TO_KEYS[0]
            yield {"linkId": GROUP, "item": [item]} if in_group else item


def _answers(source: Source) -> dict[str, list[Element]]:
    """The answers of every question outside the capabilities."""
    summary, base = source.summary, source.base
    found: dict[str, list[Element]] = {}
    if source.who_is_writing:
        found["who_is_writing"] = [_choice(base, "who_is_writing", source.who_is_writing)]
    if summary.header.named:
        found["preferred_name"] = [_string(summary.header.name)]
    for item in summary.items():
        found.setdefault(item.question, []).extend(_of(base, item))
    if summary.wants_to_talk_about_a_different_view:
        wants = _choice(base, "different_views", "yes_talk")
        others = found.get("different_views", [])
        found["different_views"] = [wants, *(answer for answer in others if answer != wants)]
    return found


def _of(base: str, item: Item) -> list[Element]:
    if item.words:
        return [_string(item.words.text)]
    title = item.choice or ""
    chosen = next((c for c in BY_KEY[item.question].choices if c.title == title), None)
    return [_choice(base, item.question, chosen.id) if chosen else _string(title)]


def _group(base: str, row: Capability) -> Element:
    """One capability: its words, its wish, what helps and hinders, and what it may be about."""
    wish = next((choice for choice in WISH_CHOICES if choice.id == row.wish_id), None)
    answers = {
        "able_to": _words(row.words),
        "able_to_wish": [
            *([_choice(base, "able_to_wish", wish.id)] if wish else []),
            *_words(row.wish_words),
        ],
        "able_to_helps": _words(row.helps),
        "able_to_hinders": _words(row.hinders),
        CHOSEN if row.labels_by_person else GUESSED: [
            {"valueCoding": coding}
            for label in row.labels
            for coding in capability_codings(base, label)
        ],
    }
    return {
        "linkId": GROUP,
        "item": [{"linkId": key, "answer": found} for key, found in answers.items() if found],
    }


def _unsaid(not_said: NotSaid) -> dict[str, str]:
    """How each question without words stands, by its key."""
    keys = {question.brief: question.key for question in RECORDED}
    return {
        keys[heading]: standing
        for standing, headings in not_said
        if standing != "typed"
        for heading in headings
        if heading in keys
    }


def _without_words(base: str, key: str, standing: str) -> Element:
    return {"linkId": key, "text": BY_KEY[key].heading} | {
        "extension": standing_extensions(base, standing)
    }


def _item(key: str, answers: list[Element]) -> Element:
    return {"linkId": key, "text": BY_KEY[key].heading, "answer": answers}


def _words(words: Words | None) -> list[Element]:
    return [_string(words.text)] if words else []


def _string(text: str) -> Element:
    return {"valueString": held(text)}


def _choice(base: str, question: str, choice_id: str) -> Element:
    choice = BY_KEY[question].choice(choice_id)
    title = choice.title if choice else choice_id
    return {"valueCoding": own(base, question, choice_id, title)}
