"""What goes wrong, said in one sentence to the person at the keyboard."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from records import database
from records.sealing import WrongKey


class Problem(click.ClickException):
    """A failure that the reader can do something about: the message says what happened and what to do. Exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone, to standard error."""
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn what settings, database and disk raise into a Problem."""
    try:
        yield
    except ValidationError as error:
        wrong = ", ".join(f"BEFOREHAND_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise Problem(
            f"These settings are missing or wrong: {wrong}; `beforehand init` writes missing keys to var/settings.env."
        ) from error
    except WrongKey as error:
        raise Problem(str(error)) from error
    except (database.NotSaved, database.Unavailable, SQLAlchemyError) as error:
        raise Problem(_of_database(error)) from error
    except OSError as error:
        # A reader that closed the pipe early (`beforehand staff list | head -1`) is none: click ends quietly.
        if error.errno == errno.EPIPE:
            raise
        raise Problem(_of_disk(error)) from error


def _of_disk(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: make room and try again."
    return f"{error.filename or 'A file'} cannot be used: {error.strerror or error}."


def _of_database(error: BaseException) -> str:
    """The sentence for a failure of the database, or for what `records` says when it met one."""
    driver = error if isinstance(error, DBAPIError) else error.__cause__
    said = str(driver.orig) if isinstance(driver, DBAPIError) else str(error)
    if "no such table" in said or "does not exist" in said:
        return "The database has no tables yet: run `beforehand init` first."
    if "locked" in said:
        return "The database is busy with another program: nothing was changed, try again."
    if "full" in said:
        return "The disk is full: nothing was saved, make room and try again."
    return f"The database cannot be used ({said.strip().splitlines()[0]}): check BEFOREHAND_DATABASE_URL."
