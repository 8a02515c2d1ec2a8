"""Answers of the FHIR endpoint, and the errors that become one."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from records.fhir.server import operation_outcome
from web.problems import Problem

MEDIA_TYPE = "application/fhir+json"
_PROBLEMS = {
    403: ("forbidden", "This did not come from a program with a token."),
    404: ("not-found", "There is no such resource."),
    405: ("not-supported", "Nothing can be changed here."),
    413: ("too-long", "This is too long."),
    429: ("throttled", "Try again later."),
    503: ("transient", "Try again later."),
}


class Refused(Exception):
    """A request that gets an OperationOutcome; neither code nor text holds what was sent."""

    def __init__(
        self, status: int, code: str, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text)
        self.headers = headers or {}
        self.status = status
        self.code = code
        self.text = text


def unauthorised() -> Refused:
    """No token, or none that is good here."""
    return Refused(401, "login", "Show a bearer token of this site's authorisation server.")


def not_found() -> Refused:
    """There is no such thing in this clinic."""
    return Refused(404, "not-found", "There is no such resource.")


def answer(
    resource: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A resource as an answer."""
    return Response(json.dumps(resource), status, dict(headers or {}), MEDIA_TYPE)


def refusal_of(problem: Problem) -> Refused:
    """What is wrong with a request to any address below /fhir, or went wrong on our side."""
    code, text = _PROBLEMS.get(problem.status, ("exception", "Something went wrong here."))
    return Refused(problem.status, code, text, problem.headers)


def outcome(refused: Refused) -> Response:
    """A refusal as an answer."""
    headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else refused.headers
    return answer(operation_outcome(refused.code, refused.text), refused.status, headers)
