"""`invite` and `summary`: what stands before a visit and what the clinician reads."""

import json
from datetime import datetime

import click

from beforehand import found
from beforehand.problems import Problem
from records import audit, database, fhir, invitations, sending, settings
from records.summary.shape import Summary
from records.summary.text import as_text

TIME_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M%z"]


@click.command()
@click.option("--name", required=True, help="The patient's name, as the clinic writes it.")
@click.option(
    "--visit",
    required=True,
    type=click.DateTime(TIME_FORMATS),
    help="When the visit is, in the clinic's time: 2026-12-01T10:00.",
)
@click.option("--clinician", help="Whose visit it is: a username.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def invite(name: str, visit: datetime, clinician: str | None, as_json: bool) -> None:
    """Make a visit and print the patient's link to it.

    The link is printed once; whoever has it can open the chat.
    """
    base_url = settings.load().base_url
    with database.site().writing() as session:
        clinic = found.clinic(session)
        invited = invitations.invite(
            session,
            clinic,
            name,
            found.time_of_visit(visit, clinic),
            clinician=found.staff(session, clinician) if clinician else None,
        )
    link = f"{base_url}/p/{invited.token}"
    made = {"visit": invited.visit.id, "link": link}
    click.echo(json.dumps(made) if as_json else link)


@click.command()
@click.argument("id")
@click.option("--text", "form", flag_value="text", default="text", help="Plain text (as it is).")
@click.option("--json", "form", flag_value="json", help="JSON.")
@click.option("--fhir", "form", flag_value="fhir", help="A FHIR R4 document.")
def summary(id: str, form: str) -> None:
    """Print what a patient sent to the clinic.

    ID is that of the visit or preparation, or the reference. Only what was sent, and not taken back, is printed.
    """
    base_url = settings.load().base_url
    with database.site().writing() as session:
        preparation = found.preparation(session, id)
        revision = sending.sent_summary(session, preparation)
        if revision is None:
            raise Problem("Nothing has been sent for this visit, or it was taken back.")
        clinic = preparation.visit.clinic
        audit.add(
            session,
            clinic_id=clinic.id,
            actor="system",
            action="print_summary",
            subject=f"preparation:{preparation.id}",
        )
        page = Summary.model_validate(revision.content)
        timezone = clinic.timezone
        bundle = fhir.document(fhir.source_of(revision, base_url))
    if form == "fhir":
        click.echo(json.dumps(bundle, indent=2, ensure_ascii=False))
    elif form == "json":
        click.echo(page.model_dump_json(indent=2))
    else:
        click.echo(as_text(page, timezone), nl=False)
