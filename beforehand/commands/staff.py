"""`staff`: who can sign in to the portal."""

import click
from sqlalchemy import select

from beforehand import found
from beforehand.problems import Problem
from records import audit, database
from records import staff as staff_records
from records.models import Role, Staff


@click.group()
def staff() -> None:
    """Add, list and let back in who signs in to the portal."""


@staff.command()
@click.option("--username", required=True, help="What they sign in with.")
@click.option("--name", required=True, help="Their full name, as colleagues and patients read it.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.CLINICIAN.value,
    show_default=True,
    help="What they may do; maintainers and auditors see no patient's words.",
)
def add(username: str, name: str, role: str) -> None:
    """Add someone and print their one-time password, once."""
    try:
        with database.site().writing() as session:
            _, password = staff_records.add(
                session, found.clinic(session), username, name, Role(role)
            )
    except ValueError as error:
        raise Problem(f"Nobody was added: {error}.") from error
    click.echo(password)


@staff.command("list")
def list_() -> None:
    """List username, role and name, one person a line."""
    with database.site().reading() as session:
        for one in session.scalars(select(Staff).order_by(Staff.username)):
            off = " (cannot sign in)" if one.disabled_at else ""
            click.echo(f"{one.username}\t{one.role.value}\t{one.name}{off}")


@staff.command()
@click.argument("username")
def reset(username: str) -> None:
    """Print a new one-time password for USERNAME, and end their sign-ins."""
    with database.site().writing() as session:
        one = found.staff(session, username)
        password = staff_records.new_one_time_password(session, one)
        audit.add(
            session,
            clinic_id=one.clinic_id,
            actor="system",
            action="reset_password",
            subject=f"staff:{one.id}",
        )
    click.echo(password)
