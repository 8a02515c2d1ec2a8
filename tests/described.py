"""Routes held against their description, in the form of OpenAPI 3.1: what is made of it, and what is checked."""

from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import HealthCheck, settings
from schemathesis import openapi
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.routing import BaseRoute, Match, Mount, Route

Json = dict[str, Any]
Paths = dict[str, Json]

# Also an answer of 503 is documented; while everything is up, there is none.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
WHEN_AWAY = CHECKS[1:]
quickly = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
UUID = {"type": "string", "format": "uuid"}
PROBLEM = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "field": {"type": "string"}},
    "required": ["error"],
    "additionalProperties": False,
}


def described(paths: Paths) -> Any:
    """The schema that schemathesis makes requests from. Who asks is for the test to say."""
    document = {"openapi": "3.1.0", "info": {"title": "Beforehand", "version": "1"}, "paths": paths}
    config = SchemathesisConfig.from_dict(
        {
            "generation": {"with-security-parameters": False},
            # Which methods an address takes is Starlette's to check.
            "phases": {"coverage": {"unexpected-methods": []}, "stateful": {"enabled": False}},
        }
    )
    return openapi.from_dict(document, config=config)


def operation(answers: dict[int, Json], *, guarded: bool = False, **more: Any) -> Json:
    """One operation; `guarded` is one that nobody gets an answer from but 401."""
    responses = {str(status): answer for status, answer in answers.items()}
    return {"responses": responses, "x-guarded": guarded} | more


def told(schema: Json, media_type: str = "application/json", **headers: Json) -> Json:
    """An answer with a body of this schema."""
    return {
        "description": "",
        "content": {media_type: {"schema": schema}},
        "headers": {
            name.replace("_", "-"): {"required": True, "schema": value}
            for name, value in headers.items()
        },
    }


def parameter(name: str, schema: Json, where: str = "query") -> Json:
    """A parameter; one of the path is always there."""
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def shape(**properties: Json) -> Json:
    """An object that has just these."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def undescribed(routes: Iterable[BaseRoute], paths: Paths) -> set[str]:
    """The routes that no description is of: `GET /address` of each. LookupError for a description of nothing."""
    known = {
        served_by(routes, method.upper(), address)
        for address, operations in paths.items()
        for method in operations
    }
    return {line for route, prefix in flat(routes) for line in lines(route, prefix)} - known


def served_by(routes: Iterable[BaseRoute], method: str, address: str) -> str:
    """The route that answers there. LookupError when a description is of nothing."""
    for route, prefix in flat(routes):
        path = address.removeprefix(prefix)
        matched, _ = route.matches({"type": "http", "method": method, "path": path})
        if address.startswith(prefix) and matched is Match.FULL:
            return f"{method} {prefix}{route.path}"
    raise LookupError(f"{method} {address}")


def flat(routes: Iterable[BaseRoute], prefix: str = "") -> Iterator[tuple[Route, str]]:
    """Every route with the prefix of where it is mounted."""
    for route in routes:
        if isinstance(route, Mount):
            yield from flat(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            yield route, prefix


def lines(route: Route, prefix: str) -> list[str]:
    """A route as `GET /address`, one for each method."""
    methods = (route.methods or {"GET"}) - {"HEAD"}
    return [f"{method} {prefix}{route.path}" for method in methods]
