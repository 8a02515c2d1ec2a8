"""Reading and searching: resources of what was sent, each reading in the audit."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from records import audit, reading
from records.fhir import carried, document, document_reference, entries, source_of
from records.fhir.code_systems import code_system
from records.fhir.finding import Found, Wanted, find
from records.fhir.server import capability_statement, search_set
from records.fhir.source import FHIR_PATH, Source, instant
from records.models import SummaryRevision, is_id, now
from web.fhir.answers import Refused, answer, not_found, outcome
from web.fhir.asking import definition as asked_of_definition
from web.fhir.asking import search as asked
from web.fhir.door import Call
from web.site import site_of

# Resources that hold no word of the person's.
WITHOUT_WORDS = frozenset({"DocumentReference", "Encounter", "Patient", "RelatedPerson"})


async def metadata(request: Request) -> Response:
    """GET /fhir/metadata: what can be read here; open to all, as FHIR wants it."""
    return answer(capability_statement(_base(request), instant(now())))


def definition_of(kind: str) -> Callable[[Request], Awaitable[Response]]:
    """GET /fhir/Questionnaire/{id} or /fhir/CodeSystem/{id}: nothing of a person, open to all."""

    async def endpoint(request: Request) -> Response:
        base, wanted = _base(request), request.path_params["id"]
        known = [code_system(base, wanted)] if kind == "CodeSystem" else carried(base)
        found = next((one for one in known if one and one["id"] == wanted), None)
        return answer(found) if found else outcome(not_found())

    return endpoint


async def definitions(request: Request) -> Response:
    """GET /fhir/Questionnaire: every version that is known here, or those of an id, url or version."""
    base, parameters = _base(request), request.query_params.multi_items()
    try:
        wanted = asked_of_definition("Questionnaire", parameters)
    except Refused as refused:
        return outcome(refused)
    found = [
        one
        for one in carried(base)
        if all(one[name.lstrip("_")] == value for name, value in wanted)
    ]
    links = {"self": _address(f"{base}/Questionnaire", parameters)}
    return answer(search_set(found, base=base, total=len(found), links=links))


def read(call: Call) -> Response:
    """GET /fhir/{type}/{id}: one resource of a document."""
    wanted = call.request.path_params["id"]
    revision = _revision(call, _wanted(call.kind, wanted))
    for resource in _resources(source_of(revision, call.base_url)):
        if resource["resourceType"] == call.kind and resource["id"] == wanted:
            _note(call, revision)
            return answer(resource)
    raise not_found()


def read_document(call: Call) -> Response:
    """GET /fhir/Composition/{id}/$document: the whole document."""
    revision = _revision(call, _wanted("Composition", call.request.path_params["id"]))
    _note(call, revision)
    return answer(document(source_of(revision, call.base_url)))


def search(call: Call) -> Response:
    """GET /fhir/{type}: by id, patient, visit or date; the newest first, with a link to the next page."""
    parameters = call.request.query_params.multi_items()
    wanted = asked(call.kind, parameters, call.base)
    found = find(
        call.session,
        call.staff.clinic_id,
        wanted.wanted,
        limit=wanted.limit,
        offset=wanted.offset,
    )
    resources = [
        resource
        for revision in found.revisions
        for resource in _resources(source_of(revision, call.base_url))
        if resource["resourceType"] == call.kind
    ]
    for revision in found.revisions:
        _note(call, revision)
    links = _links(call, parameters, found, wanted.offset, wanted.limit)
    return answer(search_set(resources, base=call.base, total=found.total, links=links))


def _resources(source: Source) -> list[dict[str, Any]]:
    return [document_reference(source), *(entry["resource"] for entry in entries(source))]


def _wanted(kind: str, resource_id: str) -> Wanted:
    """The sending a resource belongs to, by its id: see records.fhir.source."""
    plain = resource_id.rpartition(".")[0] if kind == "Goal" else resource_id
    if not is_id(plain):
        raise not_found()
    if kind == "Patient":
        return Wanted(preparation_id=plain)
    return Wanted(visit_id=plain) if kind == "Encounter" else Wanted(revision_id=plain)


def _revision(call: Call, wanted: Wanted) -> SummaryRevision:
    found = find(call.session, call.staff.clinic_id, wanted, limit=1).revisions
    if not found:
        raise not_found()
    return found[0]


def _note(call: Call, revision: SummaryRevision) -> None:
    """That it was read. To learn that there is a document is no reading of it, and is noted as what it is."""
    if call.kind in WITHOUT_WORDS:
        audit.add(
            call.session,
            clinic_id=call.staff.clinic_id,
            actor=f"staff:{call.staff.id}",
            action="find",
            subject=f"preparation:{revision.preparation_id}",
            detail={"revision": revision.number, "form": call.kind},
        )
    else:
        reading.read(call.session, revision, call.staff, "fhir")


def _links(
    call: Call, parameters: list[tuple[str, str]], found: Found, offset: int, limit: int
) -> dict[str, str]:
    address = f"{call.base}/{call.kind}"
    kept = [(name, value) for name, value in parameters if name != "_offset"]
    links = {"self": _address(address, parameters)}
    if offset + limit < found.total:
        following = [*kept, ("_offset", str(offset + limit))]
        links["next"] = _address(address, following)
    return links


def _address(address: str, parameters: list[tuple[str, str]]) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address


def _base(request: Request) -> str:
    return site_of(request).settings.base_url + FHIR_PATH
