"""Running something long with a sign of life."""

import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import click

SIGN_EVERY = 15.0  # seconds


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a command to its end, printing the seconds now and then. Returns its exit code and what it printed."""
    started = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        while True:
            try:
                said, _ = process.communicate(timeout=SIGN_EVERY)
                return process.returncode, said
            except subprocess.TimeoutExpired:
                click.echo(f"  ... {time.monotonic() - started:.0f} s")
            except BaseException:
                process.terminate()
                raise
