"""`init` and `serve`: making a site and running it."""

import json
import os
import time
from pathlib import Path

import click

from beforehand import demonstration, environment, first_start, model, ports, processes
from beforehand.problems import Problem
from records import database

HERE = Path()
CLINIC = "Demonstration clinic"
USERNAME = "clinician"
NAME = "First Clinician"


@click.command()
@click.option("--clinic", default=CLINIC, show_default=True, help="The first clinic's name.")
@click.option("--username", default=USERNAME, show_default=True, help="The first clinician's.")
@click.option("--name", default=NAME, show_default=True, help="The first clinician's full name.")
def init(clinic: str, username: str, name: str) -> None:
    """Make the keys, the tables and the first clinic.

    Its first clinician comes with it, and a one-time password for them is printed, once. A second
    time it only brings the tables up to date.
    """
    first = first_start.prepare(HERE, clinic=clinic, username=username, name=name)
    if first is None:
        click.echo("The keys and tables are there and up to date.")
        return
    _print_first(first)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the links as one line of JSON.")
def serve(as_json: bool) -> None:
    """Run the site until Ctrl-C; print its links when it answers.

    Does what is missing first: keys, tables, the model. Logs go to standard error.
    """
    if not Path("Procfile").exists():
        raise Problem("Run this in the folder of Beforehand, where its Procfile is.")
    started = time.monotonic()
    first = first_start.prepare(HERE, clinic=CLINIC, username=USERNAME, name=NAME)
    if first is not None:
        _print_first(first, err=True)
    site = environment.settings()
    ports.check(site)
    if not model.is_current(HERE):
        click.echo("Training the model, as it is new or its sources changed ...", err=True)
        model.train(HERE, os.environ)
    told = environment.of_processes(site, model.verify(HERE), os.environ)
    click.echo("Starting bot, actions and web ...", err=True)
    try:
        with processes.stopped_by_signals(), processes.running(told) as honcho:
            processes.wait_until_ready(honcho, f"http://{site.web_host}:{site.web_port}")
            _print_links(site.base_url, first, time.monotonic() - started, as_json=as_json)
            honcho.wait()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        return
    raise Problem("One of the three processes ended, so all were stopped; the lines above say why.")


def _print_first(first: first_start.FirstStaff, *, err: bool = False) -> None:
    click.echo(
        f"The first clinician is {first.username}, with the one-time password {first.password} "
        "(it is not kept and not shown again).",
        err=err,
    )


def _print_links(
    base_url: str, first: first_start.FirstStaff | None, seconds: float, *, as_json: bool
) -> None:
    with database.site().writing() as session:
        token = demonstration.link(session)
    links = {
        "patient_link": f"{base_url}/p/{token}" if token else None,
        "portal": f"{base_url}/clinic/",
        "username": first.username if first else first_start.first_username(),
        "one_time_password": first.password if first else None,
    }
    click.echo(json.dumps(links) if as_json else _as_text(links, seconds))


def _as_text(links: dict[str, str | None], seconds: float) -> str:
    username = links["username"] or "(nobody yet: .venv/bin/beforehand staff add)"
    if links["one_time_password"]:
        sign_in = f"{username}, with the one-time password {links['one_time_password']}"
    else:
        sign_in = f"{username} (password lost? .venv/bin/beforehand staff reset {username})"
    patient = links["patient_link"] or ".venv/bin/beforehand invite --name ... --visit ..."
    return f"""
Beforehand answers, after {seconds:.0f} s.

  A patient's link   {patient}
  Clinic portal      {links["portal"]}
  Sign in as         {sign_in}
  Stop               Ctrl-C
"""
