"""For maintainers: training the model, and measuring what it understands."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, TextIO

import click

from actions.decision import decide
from beforehand import decisions, model
from beforehand.environment import FIXED
from beforehand.problems import Problem
from records.questionnaire import BY_KEY

HERE = Path()
# The instrument reads its own options, `--help` too.
PASSED_ON: dict[str, Any] = {"ignore_unknown_options": True, "help_option_names": []}


@click.command()
@click.option("--if-changed", is_flag=True, help="Only when there is none or its sources changed.")
def train(if_changed: bool) -> None:
    """Train the model, and write its checksum beside it.

    From data/, domain.yml and config.yml.
    """
    if if_changed and model.is_current(HERE):
        return
    click.echo("Training the model ...")
    model.train(HERE, os.environ)
    click.echo(f"The model is in {model.MODEL}.")


@click.command()
@click.argument("file", type=click.File("r"), default="-")
@click.option(
    "--question",
    default="what_matters",
    show_default=True,
    type=click.Choice(sorted(BY_KEY)),
    help="The question the texts are taken to answer.",
)
def parse(file: TextIO, question: str) -> None:
    """Show what each line of a text is taken for.

    Reads FILE or standard input. Prints one line of JSON for each. Nothing is stored.
    """
    model.require_current(HERE)
    lines = _instrument("parse", (), text=file.read())
    for line in lines.splitlines():
        understood = json.loads(line)
        decision = decide(decisions.of_typed(understood), BY_KEY[question])
        click.echo(json.dumps({**understood, "decision": str(decision)}, ensure_ascii=False))


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def evaluate(arguments: tuple[str, ...]) -> None:
    """Measure what is understood of the held-out texts."""
    _instrument("evaluate", arguments)


@click.command(context_settings=PASSED_ON)
@click.argument("what", type=click.Choice(["language", "chat", "records"]))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def benchmark(what: str, arguments: tuple[str, ...]) -> None:
    """Measure language, chat or pages."""
    if what == "records":
        # It brings the whole web room with it, which no other command should wait for.
        from beforehand import benchmark_records

        benchmark_records.measure.main(list(arguments), standalone_mode=False)
        return
    _instrument(f"benchmark_{what}", arguments)


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def safety(arguments: tuple[str, ...]) -> None:
    """Show which safety rules a text sets off."""
    if "--help" not in arguments:
        model.require_current(HERE)
    _instrument("safety", arguments)


def _instrument(name: str, arguments: tuple[str, ...], *, text: str | None = None) -> str:
    """Run one of the bot's instruments, in the bot's Python. Given a text it reads that; what it prints is returned."""
    if not model.BOT_PYTHON.exists():
        raise Problem("The bot's environment is not set up: run `make setup`.")
    done = subprocess.run(
        [str(model.BOT_PYTHON), "-m", f"bot.instruments.{name}", *arguments],
        env={**os.environ, **FIXED},
        input=text,
        stdout=None if text is None else subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise click.exceptions.Exit(done.returncode)
    return done.stdout or ""
