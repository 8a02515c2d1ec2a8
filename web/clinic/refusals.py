"""The page that says: not for you, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from records import staff as staff_records
from records.models import Role

if TYPE_CHECKING:
    from web.clinic.door import Ask

ROLE_NAMES = {
    Role.CLINICIAN: "clinician",
    Role.MANAGER: "clinic manager",
    Role.MAINTAINER: "maintainer",
    Role.AUDITOR: "auditor",
}


def not_for_this_role(ask: Ask) -> Response:
    """The page is not for this role; it names the managers of the clinic."""
    managers = [
        person.name
        for person in staff_records.in_clinic(ask.session, ask.staff.clinic_id)
        if person.role is Role.MANAGER and person.disabled_at is None
    ]
    return ask.page("refused.html", status=403, role=ROLE_NAMES[ask.staff.role], managers=managers)
