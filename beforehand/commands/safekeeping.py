"""`backup`, `restore` and `rotate-key`: losing nothing, and keeping it sealed."""

import os
from pathlib import Path

import click

from beforehand import backup as backups
from beforehand import environment, keys, ports
from beforehand.problems import Problem
from records import rotation, settings
from records.database import Database

SITE_KEY = "BEFOREHAND_SITE_KEY"
FORMER = "BEFOREHAND_FORMER_SITE_KEY"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the records and the conversations to FILE.

    The site may go on running. The keys are not in it: keep var/settings.env apart from it, as each
    is of no use without the other. What people wrote is sealed in it; names and times of visits are not.
    """
    note = backups.make(environment.settings(), file)
    click.echo(f"{file}: {', '.join(note.databases)}, as of {note.made_at}.")
    click.echo(f"It opens with the site key {note.site_key}, which is not in it.", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.confirmation_option(
    prompt="Put the backup in place of all that is stored now?", help="Do not ask."
)
def restore(file: Path) -> None:
    """Put a backup in place of what is stored.

    The site must be stopped. What people had deleted since the backup was made is deleted again.
    """
    site = environment.settings()
    ports.check(site)
    note, erased = backups.put_back(site, file)
    click.echo(f"Restored as of {note.made_at}.")
    for preparation_id in erased:
        click.echo(
            f"Deleted again: {preparation_id}. Once the site runs, `beforehand erase {preparation_id}` has the bot "
            "forget its sealed conversation too."
        )


@click.command("rotate-key")
def rotate_key() -> None:
    """Change the site's key, and wrap every person's key with it.

    The site must be stopped. Backups made before open with the key of then only.
    """
    site = environment.settings()
    ports.check(site)
    in_file = SITE_KEY not in os.environ
    if site.former_site_key is None:
        if not in_file:
            raise Problem(
                f"{SITE_KEY} is set in the environment: set {FORMER} to it, {SITE_KEY} to 32 other bytes in base64, "
                "and run this again."
            )
        # Both keys are in the file before anything is sealed with the new one: whatever breaks off, all can be opened.
        former = site.site_key.get_secret_value()
        keys.change(settings.SETTINGS_FILE, {SITE_KEY: keys.MAKERS[SITE_KEY](), FORMER: former})
    count = _rewrap(site.database_url)
    if in_file:
        keys.change(settings.SETTINGS_FILE, {FORMER: None})
    click.echo(f"{count} keys are wrapped with the new site key; start the site again.")


def _rewrap(url: str) -> int:
    database = Database(url)
    try:
        with database.writing() as session:
            return rotation.rewrap(session)
    finally:
        database.close()
