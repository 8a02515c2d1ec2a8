"""The Questionnaire, generated from `records.questionnaire`: linkIds are the keys of the questions."""

import hashlib
import json
from typing import Any

from records.fhir.codes import capability_codings, own
from records.questionnaire import ABLE_TO_KEYS, DOMAINS, RECORDED, Question

ID = "beforehand"
# One group for each thing a person wants to be able to do or be, and what it may be about.
GROUP = "capability"
GUESSED = "able_to_label_guessed"
CHOSEN = "able_to_label_chosen"
_LABELS = {
    GUESSED: "May be about (a guess of the program, not checked by the person)",
    CHOSEN: "About (chosen by the person)",
}


def url(base: str) -> str:
    """Where the Questionnaire is."""
    return f"{base}/Questionnaire/{ID}"


def canonical(base: str, of_version: str) -> str:
    """Its address and a version of it, as a response names it."""
    return f"{url(base)}|{of_version}"


def version() -> str:
    """The first of the hash of its questions: another question or choice is another version, at every site."""
    return hashlib.sha256(json.dumps(items(""), sort_keys=True).encode()).hexdigest()[:12]


def questionnaire(base: str) -> dict[str, Any]:
    """The Questionnaire."""
    return {
        "resourceType": "Questionnaire",
        "id": ID,
        "url": url(base),
        "version": version(),
        "name": "Beforehand",
        "title": "Getting ready for an appointment",
        "status": "active",
        "subjectType": ["Patient"],
        "description": "What matters to a person, in their own words. No scores, no targets, no triage.",
        "item": items(base),
    }


def items(base: str) -> list[dict[str, Any]]:
    """The questions in the order they are asked, those of a capability in one group that can come again."""
    found: list[dict[str, Any]] = []
    for question in RECORDED:
        if question.key == ABLE_TO_KEYS[0]:
            found.append(_group(base))
        elif question.key not in ABLE_TO_KEYS:
            found.append(_item(base, question, repeats=question.repeats > 1))
    return found


def _group(base: str) -> dict[str, Any]:
    questions = [question for question in RECORDED if question.key in ABLE_TO_KEYS]
    labels = [_label(base, link_id) for link_id in _LABELS]
    return {
        "linkId": GROUP,
        "text": "One thing to be able to do or be",
        "type": "group",
        "repeats": True,
        "item": [*(_item(base, question, repeats=False) for question in questions), *labels],
    }


def _item(base: str, question: Question, *, repeats: bool) -> dict[str, Any]:
    item: dict[str, Any] = {"linkId": question.key, "text": question.heading}
    if not question.choices:
        return item | {"type": "text", "repeats": repeats}
    options = [
        {"valueCoding": own(base, question.key, choice.id, choice.title)}
        for choice in question.choices
    ]
    # A choice and the person's words for it may both be there.
    return item | {"type": "open-choice", "repeats": True, "answerOption": options}


def _label(base: str, link_id: str) -> dict[str, Any]:
    options = [
        {"valueCoding": coding}
        for coding in {
            (coding["system"], coding["code"]): coding
            for domain in DOMAINS
            for coding in capability_codings(base, domain.name)
        }.values()
    ]
    return {
        "linkId": link_id,
        "text": _LABELS[link_id],
        "type": "choice",
        "repeats": True,
        "answerOption": options,
    }
