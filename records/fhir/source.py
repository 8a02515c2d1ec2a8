"""What a document is made of: the summary as it was sent, and the ids of what it belongs to."""

from dataclasses import dataclass
from datetime import UTC, datetime

from records.models import SummaryRevision
from records.summary.build import WRITTEN_BY
from records.summary.shape import Summary

FHIR_PATH = "/fhir"
_CHOICES = {written_by: choice for choice, written_by in WRITTEN_BY.items()}


@dataclass(frozen=True)
class Source:
    """One sending. `base` is the address of the site's FHIR endpoint, without a slash at the end.

    All ids are random UUIDs: the Patient has the preparation's, the Encounter the visit's, all else the sending's.
    `questionnaire_version` is that of the questions it answers.
    """

    base: str
    summary: Summary
    revision_id: str
    preparation_id: str
    visit_id: str
    reference: str
    sent_at: datetime
    questionnaire_version: str

    @property
    def who_is_writing(self) -> str | None:
        """me, with_help, for_someone, or None when it was not said."""
        return _CHOICES.get(self.summary.header.written_by)

    @property
    def patient(self) -> dict[str, str]:
        """The reference to the Patient."""
        return {"reference": f"Patient/{self.preparation_id}"}

    @property
    def encounter(self) -> dict[str, str]:
        """The reference to the visit."""
        return {"reference": f"Encounter/{self.visit_id}"}

    @property
    def writer(self) -> dict[str, str]:
        """The reference to who typed it: the Patient, or someone on their behalf."""
        if self.who_is_writing == "for_someone":
            return {"reference": f"RelatedPerson/{self.revision_id}"}
        return self.patient

    @property
    def response(self) -> dict[str, str]:
        """The reference to the verbatim answers."""
        return {"reference": f"QuestionnaireResponse/{self.revision_id}"}

    @property
    def identifier(self) -> dict[str, str]:
        """The reference that person and clinic know this sending by."""
        return {"system": f"{self.base}/NamingSystem/reference", "value": self.reference}


def source_of(revision: SummaryRevision, base_url: str) -> Source:
    """The source of one sending, from its stored content only: what was kept back is not in it."""
    answered = revision.preparation.questionnaire_version
    assert answered is not None  # nothing is sent without an answer
    return Source(
        base=base_url + FHIR_PATH,
        summary=Summary.model_validate(revision.content),
        revision_id=revision.id,
        preparation_id=revision.preparation_id,
        visit_id=revision.preparation.visit_id,
        reference=revision.reference,
        sent_at=revision.sent_at,
        questionnaire_version=answered,
    )


def instant(at: datetime) -> str:
    """A time as FHIR writes it, in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
