"""Readers of a FHIR document that each see other mistakes. Each returns what is wrong, [] when nothing is."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree

from fhir.resources.R4B import get_fhir_model_class
from jsonschema import Draft6Validator
from pydantic import ValidationError

from tests.fhir.definitions import schema
from tests.fhir.invariants import broken

Resource = dict[str, Any]
XHTML = "{http://www.w3.org/1999/xhtml}"
SAFE_ELEMENTS = {f"{XHTML}{name}" for name in ("div", "p", "b")}


def everything_wrong(resource: Resource) -> list[str]:
    """What any of the readers has against a resource or Bundle."""
    return [
        *model_errors(resource),
        *schema_errors(resource),
        *broken_invariants(resource),
        *unsafe_markup(resource),
        *dangling_references(resource),
    ]


def model_errors(resource: Resource) -> list[str]:
    """What fhir.resources has against it."""
    try:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    except ValidationError as error:
        return [f"model: {line['loc']} {line['msg']}" for line in error.errors()]
    return []


def schema_errors(resource: Resource) -> list[str]:
    """What the official JSON schema has against it and against each resource in it."""
    return [
        f"schema: {one['resourceType']} {list(error.path)} {error.message[:200]}"
        for one in resources_in(resource)
        for error in _validator(one["resourceType"]).iter_errors(_alone(one))
    ]


def broken_invariants(resource: Resource) -> list[str]:
    """The official invariants of severity error that do not hold, by key and place."""
    return [
        f"invariant: {key} at {path}" for one in resources_in(resource) for key, path in broken(one)
    ]


def unsafe_markup(resource: Resource) -> list[str]:
    """Narratives that are not XHTML, are empty, or hold an element or attribute that is not plain text."""
    return [f"markup: {wrong}" for div in _named("div", resource) for wrong in _wrong_with(div)]


def dangling_references(resource: Resource) -> list[str]:
    """References of a document to what is not in it; other resources stand alone."""
    if resource.get("type") != "document":
        return []
    there = {f"{r['resourceType']}/{r['id']}" for r in resources_in(resource) if "id" in r}
    referred = [text for text in _named("reference", resource) if isinstance(text, str)]
    return [f"reference: {text}" for text in referred if text not in there]


def resources_in(resource: Resource) -> list[Resource]:
    """A resource, and those in it when it is a Bundle."""
    inside = [entry["resource"] for entry in resource.get("entry", []) if "resource" in entry]
    return [resource, *inside]


@cache
def _validator(kind: str) -> Draft6Validator:
    return Draft6Validator(
        {"$ref": f"#/definitions/{kind}", "definitions": schema()["definitions"]}
    )


def _alone(resource: Resource) -> Resource:
    """A Bundle without its resources: each is checked by its own part of the schema."""
    if resource["resourceType"] != "Bundle":
        return resource
    kept = [{k: v for k, v in e.items() if k != "resource"} for e in resource.get("entry", [])]
    return resource | ({"entry": kept} if kept else {})


def _wrong_with(div: str) -> Iterator[str]:
    try:
        tree = ElementTree.fromstring(div)
    except ElementTree.ParseError as error:
        yield str(error)
        return
    if tree.tag != f"{XHTML}div" or not "".join(tree.itertext()).strip():
        yield "no div, or nothing in it"
    for element in tree.iter():
        if element.tag not in SAFE_ELEMENTS or set(element.attrib) - {"style"}:
            yield f"{element.tag} {element.attrib}"


def _named(name: str, value: Any) -> Iterator[Any]:
    """Everything under a key of this name, at any depth."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == name:
                yield inside
            yield from _named(name, inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _named(name, inside)
