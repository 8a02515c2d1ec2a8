"""The portal's addresses. Each route's name is its row in `web.clinic.rules`."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from web.clinic import (
    audit,
    choices,
    document,
    figures,
    invite,
    invite_list,
    oidc,
    people,
    preparation,
    reminders,
    second_factor,
    sign_in,
    sign_ins,
    visits,
)
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
    _open("/code", "code", second_factor.ask_code, "GET"),
    _open("/code", "code_try", second_factor.try_code, "POST"),
    Route("/oidc", oidc.start, name="oidc", methods=["GET"]),
    Route("/oidc/callback", oidc.callback, name="oidc_callback", methods=["GET"]),
    _get("/sign-ins", "sign_ins", sign_ins.show),
    _post("/sign-ins/end", "sign_in_end", sign_ins.end),
    _get("/second-factor", "second_factor", second_factor.show),
    _post("/second-factor", "second_factor_on", second_factor.turn_on),
    _post("/second-factor/off", "second_factor_off", second_factor.turn_off),
    _get("/", "visits", visits.show),
    _post("/search", "visit_search", visits.search),
    _get("/visits/new", "visit_new", invite.form),
    _post("/visits/new", "visit_invite", invite.invite),
    _get("/visits/list", "list", invite_list.form),
    _post("/visits/list", "list_try", invite_list.try_it),
    _post("/visits/list/make", "list_make", invite_list.make),
    _get("/reminders", "reminders", reminders.show),
    _post("/reminders/list", "reminders_export", reminders.export),
    _post("/reminders/email", "reminders_email", reminders.email),
    _get("/visits/{id}", "visit", invite.show),
    _post("/visits/{id}/expire", "visit_expire", invite.expire),
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
    _post("/staff/{id}/second-factor-off", "staff_second_factor_off", people.second_factor_off),
    _post("/staff/{id}/outside-name", "staff_outside_name", people.outside_name),
    _get("/figures", "figures", figures.show),
    _get("/choices", "choices", choices.show),
    _post("/choices", "choices_change", choices.change),
    _get("/audit", "audit", audit.show),
]
