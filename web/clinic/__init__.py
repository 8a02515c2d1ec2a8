"""The clinician's portal: visits, the one page of each, invitations, staff and the audit."""

from web.clinic.routes import routes

__all__ = ["routes"]
