"""The tables. Import them from here: `from records.models import Visit`."""

from records.models.audit import AuditEnd, AuditEntry
from records.models.base import Base, is_id, new_id, now
from records.models.clinic import Clinic, Role, Staff, StaffSession
from records.models.preparation import (
    Answer,
    Label,
    LabelSource,
    PatientSession,
    Preparation,
    SafetyNotice,
    Standing,
    State,
    Turn,
)
from records.models.summary import Discussion, Feedback, Reading, SummaryRevision
from records.models.visit import Invitation, Visit

__all__ = [
    "Answer",
    "AuditEnd",
    "AuditEntry",
    "Base",
    "Clinic",
    "Discussion",
    "Feedback",
    "Invitation",
    "Label",
    "LabelSource",
    "PatientSession",
    "Preparation",
    "Reading",
    "Role",
    "SafetyNotice",
    "Staff",
    "StaffSession",
    "Standing",
    "State",
    "SummaryRevision",
    "Turn",
    "Visit",
    "is_id",
    "new_id",
    "now",
]
