"""The definitions to check against, and the portal of tests/clinic."""

import pytest

from tests.clinic.conftest import migrated, portal
from tests.fhir import definitions

__all__ = ["migrated", "portal"]


@pytest.fixture(scope="session")
def official() -> None:
    """The official definitions, fetched at first use."""
    definitions.fetch()
