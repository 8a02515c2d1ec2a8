"""Whatever is asked of the FHIR endpoint: a documented status, an OperationOutcome when refused, never 500."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.models import Role
from tests.fhir.conftest import Hospital

KINDS = ("Questionnaire", "QuestionnaireResponse", "Composition", "DocumentReference", "Patient")
NAMES = ("date", "_id", "_count", "_lastUpdated", "encounter", "_sort", "authored", "created")
STATUSES = {200, 400, 401, 404}
PATHS = st.sampled_from(KINDS).map("/{}".format)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = WORDS | st.from_regex(r"(ge|lt|eq|xx)?\d{1,6}(-\d{2}){0,2}", fullmatch=True)
QUERY = st.dictionaries(st.sampled_from(NAMES) | WORDS, VALUES, max_size=4)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=PATHS, query=QUERY, known=st.booleans())
def test_any_search_is_answered_or_refused_in_the_form_of_fhir(
    path: str, query: dict[str, str], known: bool, hospital: Hospital
) -> None:
    token = hospital.token(hospital.portal.person(Role.CLINICIAN)) if known else None
    answer = hospital.portal.browser().get(
        f"/fhir{path}",
        params=query,
        headers={"Authorization": f"Bearer {token}"} if token else {},
    )
    assert answer.status_code in STATUSES
    said = answer.json()["resourceType"]
    assert (said == "OperationOutcome") == (answer.status_code != 200)
