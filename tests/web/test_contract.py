"""Whatever is sent to an answer's JSON route: a documented status, the problem form when refused, never 500."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import Patient

STATUSES = {200, 400, 422}
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(("text", "shared", "labels", "version", "standing"))
BODIES = st.dictionaries(FIELDS | WORDS, VALUES, max_size=4) | VALUES
quickly: Callable[[Any], Any] = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def is_in_form(answer: Any) -> bool:
    """Whether it is an answer or a problem, as documented."""
    if answer.status_code == 200:
        return "standing" in answer.json()
    return isinstance(answer.json()["error"], str) and set(answer.json()) <= {"error", "field"}


@quickly
@given(body=BODIES)
def test_any_json_changes_an_answer_or_is_refused_as_a_problem(body: Any, patient: Patient) -> None:
    if not patient.browser.cookies:
        patient.start()
    # httpx refuses to write NaN and Infinity, other clients do not.
    answer = patient.browser.patch(
        f"/chat/answers/{patient.answers()[0]['id']}",
        content=json.dumps(body),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code in STATUSES, body
    assert is_in_form(answer), answer.text


@quickly
@given(body=st.binary(max_size=60))
def test_any_bytes_are_refused_as_a_problem(body: bytes, patient: Patient) -> None:
    if not patient.browser.cookies:
        patient.start()
    answer = patient.browser.patch(
        f"/chat/answers/{patient.answers()[0]['id']}",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code in STATUSES, body
    assert is_in_form(answer), answer.text
