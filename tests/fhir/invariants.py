"""The official FHIRPath invariants, evaluated on every element of a resource they are for."""

import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models

from tests.fhir.definitions import elements

Resource = dict[str, Any]
# `htmlChecks()` is not in fhirpathpy: unsafe_markup does it. dom-3 is about contained resources, and we have none.
DONE_HERE = {"txt-1", "txt-2", "dom-3"}
NOT_WALKED = {"BackboneElement", "Element", "Resource"}
Node = tuple[Any, str]


def broken(resource: Resource) -> Iterator[tuple[str, str]]:
    """The invariants of severity error that do not hold: key and place."""
    kind = resource["resourceType"]
    yield from _broken_below(elements(kind), kind, [(resource, kind)], resource)


def _broken_below(
    known: list[dict[str, Any]], place: str, nodes: list[Node], root: Resource
) -> Iterator[tuple[str, str]]:
    """Walk the elements of a type from one of its places on; `nodes` are the values there."""
    for element in known:
        path = element["path"]
        if path != place and not path.startswith(f"{place}."):
            continue
        found = [value for node in nodes for value in _at(node, path[len(place) :].split(".")[1:])]
        yield from _broken_here(element, found, root)
        if not found or path == place:
            continue
        if "contentReference" in element:
            yield from _broken_below(known, element["contentReference"][1:], found, root)
        for data_type in {given["code"] for given in element.get("type", [])} - NOT_WALKED:
            if elements(data_type) and data_type[0].isupper():
                yield from _broken_below(elements(data_type), data_type, found, root)


def _broken_here(
    element: dict[str, Any], found: list[Node], root: Resource
) -> Iterator[tuple[str, str]]:
    for constraint in element.get("constraint", []):
        if constraint["severity"] != "error" or constraint["key"] in DONE_HERE:
            continue
        for value, where in found:
            if isinstance(value, dict) and not _holds(
                constraint["expression"], value, _type_or_path(element), root
            ):
                yield constraint["key"], where


def _at(node: Node, path: list[str]) -> list[Node]:
    """The values at a path below a node; `[x]` stands for any type's name."""
    found = [node]
    for name in path:
        pattern = re.compile(re.escape(name).replace(r"\[x\]", "[A-Z][A-Za-z]*") + "$")
        found = [
            (one, f"{where}.{key}")
            for value, where in found
            if isinstance(value, dict)
            for key, inside in value.items()
            if pattern.match(key)
            for one in (inside if isinstance(inside, list) else [inside])
        ]
    return found


def _type_or_path(element: dict[str, Any]) -> str:
    """What fhirpathpy finds the names of an element's parts by."""
    kinds = [given["code"] for given in element.get("type", [])]
    return kinds[0] if len(kinds) == 1 and kinds[0] not in NOT_WALKED else element["path"]


def _holds(expression: str, value: dict[str, Any], path: str, root: Resource) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        node = ResourceNode.create_node(value, path)
        said = _compiled(expression)(node, {"resource": root, "rootResource": root})
    return all(bool(one) for one in said)


@cache
def _compiled(expression: str) -> Any:
    return fhirpathpy.compile(expression, models["r4"], OPTIONS)


def _has_value(nodes: list[Any]) -> bool:
    values = [getattr(node, "data", node) for node in nodes]
    return any(value is not None and not isinstance(value, dict | list) for value in values)


# FHIR's own function, which fhirpathpy leaves to who uses it; and nothing is printed.
OPTIONS = {
    "userInvocationTable": {"hasValue": {"fn": _has_value, "arity": {0: []}}},
    "traceFn": lambda *_said: None,
}
