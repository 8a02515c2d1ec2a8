"""The portal's addresses. Each route's name is its row in `web.clinic.rules`."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from web.clinic import audit, document, invite, people, preparation, sign_in, visits
from web.clinic.door import Ask, Knock, open_to_all, staff_only


def _get(path: str, name: str, handler: Callable[[Ask], Response]) -> Route:
    return Route(path, staff_only(name, handler), name=name, methods=["GET"])


def _post(path: str, name: str, handler: Callable[[Ask], Response]) -> Route:
    return Route(path, staff_only(name, handler), name=name, methods=["POST"])


def _open(path: str, name: str, handler: Callable[[Knock], Response], method: str) -> Route:
    return Route(path, open_to_all(handler), name=name, methods=[method])


routes = [
    _open("/sign-in", "sign_in", sign_in.show, "GET"),
    _open("/sign-in", "sign_in_try", sign_in.try_it, "POST"),
    _post("/sign-out", "sign_out", sign_in.sign_out),
    _get("/password", "password", sign_in.password),
    _post("/password", "password_change", sign_in.change_password),
    _get("/", "visits", visits.show),
    _post("/search", "visit_search", visits.search),
    _get("/visits/new", "visit_new", invite.form),
    _post("/visits/new", "visit_invite", invite.invite),
    _get("/visits/{id}", "visit", invite.show),
    _post("/visits/{id}/link", "visit_new_link", invite.new_link),
    _post("/visits/{id}/withdraw-links", "visit_withdraw_links", invite.withdraw_links),
    _get("/preparations/{id}", "preparation", preparation.show),
    _get("/preparations/{id}/text", "preparation_text", preparation.text),
    _get("/preparations/{id}/summary.json", "preparation_json", preparation.json),
    _get("/preparations/{id}/document", "preparation_document", document.fhir),
    _get("/preparations/{id}/summary.pdf", "preparation_pdf", document.pdf),
    _post("/preparations/{id}/read", "preparation_read", preparation.mark_read),
    _post("/preparations/{id}/discussed", "preparation_discussed", preparation.mark_discussed),
    _get("/staff", "staff", people.show),
    _post("/staff", "staff_add", people.add),
    _post("/staff/{id}/new-password", "staff_new_password", people.new_password),
    _post("/staff/{id}/disable", "staff_disable", people.disable),
    _get("/audit", "audit", audit.show),
]
