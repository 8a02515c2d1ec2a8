"""What a clinic chooses for itself: the second check of its patients' links."""

from starlette.responses import RedirectResponse, Response

from records import audit
from web.clinic.door import PATH, Ask


def show(ask: Ask) -> Response:
    """The choices as they are."""
    return ask.page("choices.html", clinic=ask.staff.clinic)


def change(ask: Ask) -> Response:
    """Set them. Links of visits without a year of birth go on opening without it."""
    ask.staff.clinic.asks_birth_year = ask.form.get("asks_birth_year") == "yes"
    audit.add(
        ask.session,
        clinic_id=ask.staff.clinic_id,
        actor=ask.actor,
        action="clinic_choices",
        subject=f"clinic:{ask.staff.clinic_id}",
        detail={"asks_birth_year": ask.staff.clinic.asks_birth_year},
    )
    return RedirectResponse(f"{PATH}/choices", 303)
