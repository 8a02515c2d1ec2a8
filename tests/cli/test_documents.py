"""What the documents and the help say must be so."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from beforehand.cli import main
from beforehand.environment import ProcessSettings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("name", ProcessSettings.model_fields)
def test_every_setting_is_in_the_settings_page_with_its_description(name: str) -> None:
    page = (ROOT / "docs/settings.md").read_text()
    description = ProcessSettings.model_fields[name].description
    assert f"| `BEFOREHAND_{name.upper()}` | {description} |" in page


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)\n", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?<!!)\[[^]]*\]\(([^):]+)\)", README))))
def test_every_file_the_readme_points_to_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", main.commands)
def test_every_command_says_in_one_line_what_it_is_for(name: str) -> None:
    listed = CliRunner().invoke(main, ["--help"]).stdout
    line = re.search(rf"^  {name} +(.+)$", listed, re.MULTILINE)
    assert line is not None
    assert not line[1].endswith("...")


def test_every_option_is_explained() -> None:
    options = [
        (name, option.name)
        for name, command in main.commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert options == []
