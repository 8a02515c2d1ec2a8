"""A sent summary as FHIR R4, in plain dicts: scoped to what a record system needs to file and read it.

The words of the person are copied as they are; every code stands beside them, none in their place.
"""

from records.fhir.document import document, entries
from records.fhir.document_reference import document_reference
from records.fhir.questionnaire import questionnaire
from records.fhir.source import Source, source_of
from records.fhir.versions import carried

__all__ = [
    "Source",
    "carried",
    "document",
    "document_reference",
    "entries",
    "questionnaire",
    "source_of",
]
