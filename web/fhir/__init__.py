"""For other programs of the hospital: a read-only FHIR endpoint, launch from its record system, one CDS Hooks card."""

from web.fhir.routes import routes

__all__ = ["routes"]
