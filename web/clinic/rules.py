"""Who may open what: the one table. A route without a row here opens for no one (web.clinic.door)."""

from records.models import Role

READERS = frozenset({Role.CLINICIAN, Role.MANAGER})
MANAGERS = frozenset({Role.MANAGER})
AUDITORS = frozenset({Role.AUDITOR})
ALL_STAFF = frozenset(Role)

# The pages one sees before signing in.
OPEN = frozenset({"sign_in", "sign_in_try", "code", "code_try", "oidc", "oidc_callback"})

# Whoever has a one-time password has to replace it before anything else.
BEFORE_OWN_PASSWORD = frozenset({"password", "password_change", "sign_out"})

RULES: dict[str, frozenset[Role]] = {
    "sign_out": ALL_STAFF,
    "password": ALL_STAFF,
    "password_change": ALL_STAFF,
    "sign_ins": ALL_STAFF,
    "sign_in_end": ALL_STAFF,
    "second_factor": ALL_STAFF,
    "second_factor_on": ALL_STAFF,
    "second_factor_off": ALL_STAFF,
    "visits": READERS,
    "visit_search": READERS,
    "visit_new": READERS,
    "visit_invite": READERS,
    "list": READERS,
    "list_try": READERS,
    "list_make": READERS,
    "reminders": READERS,
    "reminders_export": READERS,
    "reminders_email": READERS,
    "visit": READERS,
    "visit_expire": READERS,
    "visit_new_link": READERS,
    "visit_withdraw_links": READERS,
    "preparation": READERS,
    "preparation_text": READERS,
    "preparation_json": READERS,
    "preparation_document": READERS,
    "preparation_pdf": READERS,
    "preparation_read": READERS,
    "preparation_discussed": READERS,
    "staff": MANAGERS,
    "staff_add": MANAGERS,
    "staff_new_password": MANAGERS,
    "staff_disable": MANAGERS,
    "staff_second_factor_off": MANAGERS,
    "staff_outside_name": MANAGERS,
    "figures": MANAGERS,
    "choices": MANAGERS,
    "choices_change": MANAGERS,
    "audit": AUDITORS,
}


def may(role: Role, route: str) -> bool:
    """Whether someone of this role may use the route of this name."""
    return role in RULES.get(route, frozenset())


def first_page(role: Role) -> str:
    """Where someone of this role starts."""
    return "/clinic/audit" if role in AUDITORS else "/clinic/"
