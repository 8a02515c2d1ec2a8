"""The audit of one clinic, for its auditors: who did what, when, to which record; never what it said."""

from math import ceil

from starlette.responses import Response

from records import audit
from records import staff as staff_records
from web.clinic.door import Ask
from web.clinic.visits import positive

PER_PAGE = 100
ACTIONS = {
    "sign_in": "signed in",
    "sign_in_failed": "wrong password",
    "password_change": "changed their password",
    "staff_add": "added to staff",
    "staff_new_password": "new one-time password",
    "staff_disable": "access ended",
    "invite": "made a link",
    "withdraw_link": "took the links back",
    "send": "sent a summary",
    "withdraw": "took a summary back",
    "erase": "deleted everything",
    "view": "opened a summary",
    "find": "looked up that there is a summary",
    "show_card": "showed in the record system that there is a summary",
    "print_summary": "printed a summary",
    "mark_read": "marked a summary as read",
    "mark_discussed": "marked as talked about",
}


def show(ask: Ask) -> Response:
    """The newest entries first, a page at a time; `subject` shows those of one record."""
    asked = ask.request.query_params
    page, subject = positive(asked.get("page", "")), asked.get("subject", "")
    entries, total = audit.of_clinic(
        ask.session,
        ask.staff.clinic_id,
        subject=subject,
        limit=PER_PAGE,
        offset=(page - 1) * PER_PAGE,
    )
    people = staff_records.in_clinic(ask.session, ask.staff.clinic_id)
    return ask.page(
        "audit.html",
        entries=entries,
        total=total,
        page=page,
        pages=ceil(total / PER_PAGE),
        subject=subject,
        actions=ACTIONS,
        names={f"staff:{person.id}": person.name for person in people},
    )
