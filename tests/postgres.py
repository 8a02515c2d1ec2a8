"""A real PostgreSQL for tests, from Debian's package: started once, on a free loopback port, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from pwd import getpwnam

import psycopg

PROGRAMS = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root; Debian's package makes the first of these, the second is on every system.
USERS = ("postgres", "nobody")
START_SECONDS = 30
# Not UTC, to show that no time depends on where the server stands.
TIMEZONE = "Pacific/Auckland"


class Postgres:
    """One server. `create()` gives the URL of a new database in it, empty or a copy of another."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._user = _user()
        self._folder = Path(tempfile.mkdtemp(prefix="beforehand-postgres-"))
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0

    def start(self) -> None:
        """Make the cluster and start it. RuntimeError with the server's own words when it does not come up."""
        if self._user:
            shutil.chown(self._folder, self._user)
        data = self._folder / "data"
        init = [self._programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"]
        subprocess.run(
            [*init, "-E", "UTF8", "--locale", "C.UTF-8"],
            check=True,
            capture_output=True,
            user=self._user,
            cwd=self._folder,
        )
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self._folder),
            "fsync": "off",
            "full_page_writes": "off",
            "shared_buffers": "16MB",
            "timezone": TIMEZONE,
        }
        settings = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", data, "-p", str(self._port), *settings],
                stdout=log,
                stderr=log,
                user=self._user,
                cwd=self._folder,
            )
        self._wait()

    def stop(self) -> None:
        """Stop the server at once, nothing of it is needed again, and delete its folder."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(START_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    def create(self, template: str = "template1") -> str:
        """The URL of a new database; `template` is the name of the one it is a copy of."""
        self._made += 1
        name = f"site_{self._made}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Delete a database that was made here."""
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{name}"

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self._url("postgres")).close()
                return
            except psycopg.OperationalError as error:
                stopped = self._process is not None and self._process.poll() is not None
                if stopped or time.monotonic() > until:
                    said = (self._folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {said}") from error
                time.sleep(0.05)


def _programs() -> Path:
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise RuntimeError(
            "These tests need a real PostgreSQL: install Debian's package, apt-get install postgresql"
        )
    return found[-1].parent


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    return next(user for user in USERS if _exists(user))


def _exists(user: str) -> bool:
    try:
        getpwnam(user)
    except KeyError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
