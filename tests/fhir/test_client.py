"""A FHIR client that others use (`fhirclient`) reads it all back, over HTTP and with a token."""

from collections.abc import Iterator
from typing import Any

import pytest
from fhirclient.client import FHIRClient
from fhirclient.models.bundle import Bundle
from fhirclient.models.composition import Composition
from fhirclient.models.documentreference import DocumentReference
from fhirclient.models.questionnaireresponse import QuestionnaireResponse

from records.models import Role
from tests.clinic.conftest import WORDS
from tests.fhir.conftest import Hospital
from tests.web.serving import served


@pytest.fixture
def client(hospital: Hospital) -> Iterator[Any]:
    """A client of a clinician, at the site as it runs."""
    with served(hospital.portal.app) as address:
        hospital.portal.settings.public_url = address
        token = hospital.token(hospital.portal.person(Role.CLINICIAN), audience=f"{address}/fhir")
        made = FHIRClient(settings={"app_id": "test", "api_base": f"{address}/fhir"})
        made.server.session.trust_env = False
        made.server.session.headers["Authorization"] = f"Bearer {token}"
        yield made


def test_a_client_finds_the_document_of_a_visit_and_reads_it(
    hospital: Hospital, client: Any
) -> None:
    visit = hospital.portal.visit()
    hospital.portal.sent(visit)
    (found,) = DocumentReference.where({"encounter": visit.id}).perform_resources_iter(
        client.server
    )
    document = Bundle.read_from(
        found.content[0].attachment.url.partition("/fhir/")[2], client.server
    )
    assert document.type == "document"
    composition = document.entry[0].resource
    assert isinstance(composition, Composition)
    assert WORDS in composition.section[0].text.div


def test_a_client_reads_the_words_as_they_were_typed(hospital: Hospital, client: Any) -> None:
    revision = hospital.portal.revision(hospital.portal.sent())
    response = QuestionnaireResponse.read(revision.id, client.server)
    answers = {item.linkId: item.answer for item in response.item}
    assert [answer.valueString for answer in answers["what_matters"]] == [WORDS]
    assert response.questionnaire.partition("|")[0].endswith("/fhir/Questionnaire/beforehand")


def test_a_client_knows_the_server_by_its_own_statement(client: Any) -> None:
    statement = client.server.capabilityStatement
    assert statement.fhirVersion == "4.0.1"
