"""Our own code systems, to be read by whoever meets a code of theirs."""

from typing import Any

from records.fhir.codes import ABOUT_ME, DOMAIN_IDS, STANDINGS, code_system_url
from records.questionnaire import RECORDED

_ABOUT = {
    "capability": "What a person wants to be able to do or be, as a plain name",
    "standing": "Why a question has no words",
    "about-me": "Headings of the PRSB About Me standard that parts of the summary are scoped to",
}


def concepts() -> dict[str, dict[str, str]]:
    """Every code system by its id: its codes with their names."""
    questions = {
        question.key.replace("_", "-"): {choice.id: choice.title for choice in question.choices}
        for question in RECORDED
        if question.choices
    }
    return {
        "capability": {domain: name for name, domain in DOMAIN_IDS.items()},
        "standing": {code: title for code, (title, _) in STANDINGS.items()},
        "about-me": ABOUT_ME,
        **questions,
    }


def code_system(base: str, system: str) -> dict[str, Any] | None:
    """The CodeSystem of this id, or None."""
    codes = concepts().get(system)
    if codes is None:
        return None
    return {
        "resourceType": "CodeSystem",
        "id": system,
        "url": code_system_url(base, system),
        "name": "".join(word.title() for word in system.split("-")),
        "title": _ABOUT.get(system, f"Choices of the question {system}"),
        "status": "active",
        "caseSensitive": True,
        "content": "complete",
        "concept": [{"code": code, "display": name} for code, name in codes.items()],
    }
