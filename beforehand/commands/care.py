"""`export`, `erase`, `purge` and `verify-audit`: keeping no more than needed, and being able to show it."""

import json
from dataclasses import asdict

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from beforehand import bot, found
from beforehand.problems import Problem
from records import audit, database, retention, sending, settings
from records import export as exports
from records.export_html import as_html
from records.models import Preparation, State, Turn


@click.command()
@click.argument("id")
@click.option("--json", "form", flag_value="json", default="json", help="JSON (as it is).")
@click.option("--html", "form", flag_value="html", help="A page to read or print.")
def export(id: str, form: str) -> None:
    """Print everything stored about a patient's visit.

    Also what they kept back: it is for the patient, not for the clinic. ID is that of the visit or preparation, or the
    reference. What was sent comes as FHIR from `beforehand summary ID --fhir`.
    """
    with database.site().writing() as session:
        everything = exports.everything(session, found.preparation(session, id), actor="system")
    if form == "html":
        said = as_html(everything).encode(errors="xmlcharrefreplace")
    else:
        # Half a surrogate pair is no UTF-8, but written so it is JSON.
        text = json.dumps(everything, indent=2, ensure_ascii=False)
        said = f"{text}\n".encode(errors="backslashreplace")
    click.echo(said, nl=False)


@click.command()
@click.argument("id")
@click.confirmation_option(prompt="Delete everything this person wrote?", help="Do not ask.")
def erase(id: str) -> None:
    """Delete everything a patient wrote, also what was sent of it.

    ID is that of the visit or preparation, or the reference. That something was deleted stays in the audit.
    """
    with database.site().writing() as session:
        preparation = found.preparation(session, id)
        conversation = preparation.conversation_id
        sending.erase(session, preparation, actor="system")
    if not bot.forget(settings.load(), conversation):
        raise Problem(
            "The records are deleted, but the bot is not running and still has its sealed conversation: "
            "start it and run this again."
        )
    click.echo("Deleted.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only print what would be deleted.")
def purge(dry_run: bool) -> None:
    """Delete what is kept no longer; to be run once a day.

    That is the talk once it was sent, what was never sent, and sign-ins that are over.
    """
    site = settings.load()
    with database.site().reading() as session:
        conversations = _over(session)
    if not dry_run and not all(bot.forget(site, conversation) for conversation in conversations):
        raise Problem(
            "Nothing was deleted, as the bot did not answer: start it and run this again."
        )
    with database.site().writing() as session:
        purged = retention.purge(session, dry_run=dry_run)
    for what, count in {**asdict(purged), "conversations": len(conversations)}.items():
        click.echo(f"{what.replace('_', ' ')}\t{count}")


def _over(session: Session) -> list[str]:
    """The conversations the bot need not know any more. Asked of it before the rows that lead to them are gone."""
    talked = select(Turn.preparation_id)
    ended = select(Preparation.conversation_id).where(
        Preparation.state.in_([State.SENT, State.DECLINED, State.ERASED]),
        Preparation.id.in_(talked),
    )
    return sorted({*session.scalars(ended), *retention.conversations_to_forget(session)})


@click.command("verify-audit")
def verify_audit() -> None:
    """Check that no entry of the audit was changed or taken out. Exit code 1 when one was."""
    with database.site().reading() as session:
        broken = list(audit.broken_entries(session))
        whole = audit.ends_as_noted(session)
    if broken:
        numbers = ", ".join(str(number) for number in broken[:10])
        raise Problem(
            f"The audit does not hold: {len(broken)} entries were changed or follow a gap, from number {numbers}."
        )
    if not whole:
        raise Problem(
            "The audit does not hold: it does not end where it was noted to end, so its newest entries were taken out."
        )
    click.echo("Every entry of the audit holds.")
