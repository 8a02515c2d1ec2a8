"""Every error's answer: FHIR or JSON for a program, a page for a person. None ever holds what was sent."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from records.fhir.source import FHIR_PATH
from web import logs
from web.fhir.answers import outcome, refusal_of
from web.problems import Problem
from web.site import site_of

PORTAL = "/clinic"


def answer_problem(request: Request, error: Exception) -> Response:
    """The answer to a request that ended in an error."""
    problem = as_problem(error)
    if request.url.path.startswith(f"{FHIR_PATH}/"):
        return outcome(refusal_of(problem))
    if wants_json(request):
        return JSONResponse(problem.body, problem.status, problem.headers)
    return site_of(request).pages.problem(problem, portal=request.url.path.startswith(PORTAL))


def as_problem(error: Exception) -> Problem:
    """The Problem an error is; an unknown one is noted in the log without its message."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        names = {404: "not_found", 405: "not_found"}
        return Problem(error.status_code, names.get(error.status_code, "wrong_form"))
    logs.failure("request", error)
    return Problem(500, "failed")


def wants_json(request: Request) -> bool:
    """Whether a program asks, by what it sent or what it accepts."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return True
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept
