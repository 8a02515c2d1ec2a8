"""What the documents and the help say must be so."""

import re
from pathlib import Path

import click
import pytest
import tomllib
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


def test_every_setting_is_in_the_settings_page_once() -> None:
    listed = re.findall(r"^\| `(\w+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(set(listed))


def test_the_readme_points_to_the_document_for_record_systems() -> None:
    assert "(docs/fhir.md)" in README


def _dependencies() -> set[str]:
    listed = set()
    for file in ("pyproject.toml", "bot/pyproject.toml"):
        project = tomllib.loads((ROOT / file).read_text())["project"]
        for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
            listed.add(re.split(r"[\[=<>~!]", line)[0])
    return listed


@pytest.mark.parametrize("package", sorted(_dependencies()))
def test_every_dependency_has_its_reason_in_the_decisions(package: str) -> None:
    rows = (ROOT / "docs/decisions.md").read_text().split("## Dependencies")[1].splitlines()
    reasons = "\n".join(row.split("|")[1] for row in rows if row.startswith("| "))
    assert re.search(rf"(?<![\w-]){re.escape(package)}(?![\w-])", reasons)


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
