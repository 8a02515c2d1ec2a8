"""Codes that stand beside the words: LOINC for documents and sections, ICF chapters for capabilities, and our own."""

import re
from typing import Any

from records.questionnaire import DOMAIN_NAMES, OWN_WORDS, WISHES, Choice

LOINC = "http://loinc.org"
ICF = "http://hl7.org/fhir/sid/icf"
DATA_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

PATIENT_NOTE = ("51855-5", "Patient Note")
CARE_EXPERIENCE = ("81338-6", "Goals, preferences, and priorities for care experience")
REASON_FOR_VISIT = ("29299-5", "Reason for visit Narrative")
IN_ORDER = ("81340-2", "Goals AndOr preferences in order of priority")

# WHO's International Classification of Functioning, chapters d4 to d9 of "Activities and participation".
ICF_CHAPTERS = {
    "d4": "Mobility",
    "d5": "Self-care",
    "d6": "Domestic life",
    "d7": "Interpersonal interactions and relationships",
    "d8": "Major life areas",
    "d9": "Community, social and civic life",
}
# A capability that no chapter says has none: no code is better than the nearest one (R17).
ICF_OF_DOMAIN = {
    "getting_about": ("d4",),
    "self_and_home": ("d5", "d6"),
    "close_people": ("d7",),
    "being_there_for_others": ("d6", "d7"),
    "work_and_purpose": ("d8",),
    "enjoyment": ("d9",),
    "meaning": ("d9",),
}

# Headings of the PRSB "About Me" standard that parts of the summary are scoped to.
ABOUT_ME = {
    "most-important": "What is most important to me",
    "people": "People who are important to me",
    "communicate": "How I communicate and how to communicate with me",
    "support": "How and when to support me",
    "worth-knowing": "Also worth knowing about me",
    "supported-by": "Supported to write this by",
}

# How a question without words stands, and FHIR's own code where one says the same.
STANDINGS = {
    "not_asked": ("Not asked", "not-asked"),
    "chose_not_to_say": ("Chose not to say", "asked-declined"),
    "not_sure": ("Not sure", "asked-unknown"),
    "nothing_to_add": ("Nothing to add", None),
}

DOMAIN_IDS = {name: domain for domain, name in DOMAIN_NAMES.items() if domain != OWN_WORDS}
WISH_CHOICES: tuple[Choice, ...] = WISHES

# Neither JSON's strings in FHIR nor XHTML can hold these; they stand as U+FFFD, the record keeps them.
_NOT_TO_BE_HELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def held(text: str) -> str:
    """A text as FHIR can hold it; all but control characters is as it was typed."""
    return _NOT_TO_BE_HELD.sub("\ufffd", text)


def loinc(code: tuple[str, str]) -> dict[str, str]:
    """The coding of a LOINC code and its name."""
    return {"system": LOINC, "code": code[0], "display": code[1]}


def own(base: str, system: str, code: str, display: str) -> dict[str, str]:
    """A coding of one of our own code systems, which the FHIR endpoint serves."""
    return {"system": code_system_url(base, system), "code": code, "display": display}


def code_system_url(base: str, system: str) -> str:
    """The address of one of our code systems; FHIR's ids have no underscores."""
    return f"{base}/CodeSystem/{system.replace('_', '-')}"


def about_me(base: str, *headings: str) -> list[dict[str, str]]:
    """The codings of headings of About Me."""
    return [own(base, "about-me", heading, ABOUT_ME[heading]) for heading in headings]


def capability_codings(base: str, name: str) -> list[dict[str, str]]:
    """The codings of a capability, known by its plain name: ours, and ICF's chapters where they say it."""
    domain = DOMAIN_IDS[name]
    chapters = ICF_OF_DOMAIN.get(domain, ())
    icf = [{"system": ICF, "code": code, "display": ICF_CHAPTERS[code]} for code in chapters]
    return [own(base, "capability", domain, name), *icf]


def standing_extensions(base: str, standing: str) -> list[dict[str, Any]]:
    """Why an item has no answer. Four different things; three of them FHIR has a code for."""
    ours = {"url": f"{base}/StructureDefinition/standing", "valueCode": standing}
    code = STANDINGS[standing][1]
    return [ours, *([{"url": DATA_ABSENT, "valueCode": code}] if code else [])]
