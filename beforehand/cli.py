"""`beforehand`: the one command line. Each command is in `beforehand.commands`; this names them."""

from typing import Any

import click

from beforehand.commands import care, language, safekeeping, site, staff, visits
from beforehand.problems import in_one_sentence


class Commands(click.Group):
    """The commands in the order they are needed, each failing with one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order they were added, not by the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with in_one_sentence():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Beforehand: a chat that helps a person get ready for an appointment.

    Run it in the folder of the checkout. `make run` does the usual thing.
    """


for command in (
    site.init,
    site.serve,
    visits.invite,
    visits.summary,
    staff.staff,
    care.export,
    care.erase,
    care.purge,
    care.verify_audit,
    safekeeping.backup,
    safekeeping.restore,
    safekeeping.rotate_key,
    language.train,
    language.parse,
    language.evaluate,
    language.benchmark,
    language.safety,
):
    main.add_command(command)
