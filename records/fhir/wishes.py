"""Goals and the order of questions: only what the person said, with no target, date or plan."""

from typing import Any

from records.fhir.codes import IN_ORDER, capability_codings, held, loinc, own
from records.fhir.source import Source, instant
from records.summary.lines import label_line
from records.summary.shape import Capability

# Only a wish to keep or get something back is a goal of the person's; "new" and "not sure" are not made into one (R3).
GOALS = {"keep": "I have this and want to keep it", "get_back": "I have lost this and want it back"}
USER = "http://terminology.hl7.org/CodeSystem/list-order"


def goals(source: Source) -> list[dict[str, Any]]:
    """A Goal for each thing the person wants to keep or get back."""
    return [
        _goal(source, number, row)
        for number, row in enumerate(source.summary.able_to, start=1)
        if row.wish_id in GOALS
    ]


def _goal(source: Source, number: int, row: Capability) -> dict[str, Any]:
    wish = row.wish_id or ""
    categories = [
        {"coding": [own(source.base, "able_to_wish", wish, GOALS[wish])], "text": row.wish}
    ]
    if row.labels:
        codings = [c for label in row.labels for c in capability_codings(source.base, label)]
        categories.append({"coding": codings, "text": label_line(row)})
    return {
        "resourceType": "Goal",
        "id": f"{source.revision_id}.{number}",
        "lifecycleStatus": "proposed",
        "category": categories,
        "description": {"text": held(row.words.text)},
        "subject": source.patient,
        "expressedBy": source.patient,
    }


def order_of_questions(source: Source) -> dict[str, Any] | None:
    """The List of the questions the person wants to ask, the most important to them first; None without questions."""
    questions = [item for item in source.summary.visit if item.question == "question_to_ask"]
    if not questions:
        return None
    said = [item.words.text if item.words else item.choice or "" for item in questions]
    return {
        "resourceType": "List",
        "id": source.revision_id,
        "status": "current",
        "mode": "snapshot",
        "title": "Questions in the person's own order",
        "code": {"coding": [loinc(IN_ORDER)]},
        "subject": source.patient,
        "encounter": source.encounter,
        "date": instant(source.sent_at),
        "source": source.patient,
        "orderedBy": {"coding": [{"system": USER, "code": "user", "display": "Sorted by User"}]},
        "entry": [{"item": source.response | {"display": held(words)}} for words in said],
    }
