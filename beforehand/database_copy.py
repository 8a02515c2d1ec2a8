"""Copying a whole database to a file and back, while others may be writing to it: each as it stood at one moment."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from beforehand.problems import Problem

OWNER_ONLY = 0o600


def kind_of(url: str) -> str:
    """`sqlite` or `postgresql`."""
    return make_url(url).get_backend_name()


def exists(url: str) -> bool:
    """Whether there is anything to copy; a server's database always is taken to be there."""
    return kind_of(url) != "sqlite" or _file(url).exists()


def copy_out(url: str, file: Path) -> None:
    """Write the database to a file. Raises Problem."""
    if kind_of(url) == "sqlite":
        source = f"file:{_file(url).absolute()}?mode=ro"
        with (
            closing(sqlite3.connect(source, uri=True)) as old,
            closing(sqlite3.connect(file)) as new,
        ):
            old.backup(new)
        return
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def copy_in(file: Path, url: str) -> None:
    """Put what `copy_out` wrote in place of the database, all or nothing. Nobody else may use it. Raises Problem."""
    if kind_of(url) == "sqlite":
        _replace(file, _file(url))
        return
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run("pg_restore", url, *options, str(file))


def _replace(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f"{target.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=OWNER_ONLY)
    new.write_bytes(file.read_bytes())
    with new.open("rb") as written:
        os.fsync(written.fileno())
    # A log of the old file beside the new one would be taken for the new one's.
    for beside in ("-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    new.replace(target)


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _run(program: str, url: str, *options: str) -> None:
    parsed = make_url(url)
    # Not on the command line, where every user of the machine could read it.
    environment = {**os.environ, "PGPASSWORD": str(parsed.password)} if parsed.password else None
    try:
        done = subprocess.run(
            [program, f"--dbname={_for_libpq(parsed)}", *options],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise Problem(f"{program} is not installed: it comes with PostgreSQL's client.") from error
    if done.returncode != 0:
        raise Problem(f"{program} did not work, nothing was changed: {_last_line(done.stderr)}")


def _for_libpq(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string()


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it said nothing"])[-1]
