"""A site in an empty folder, and a way to say commands to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beforehand.cli import main
from records import database, settings


class Site:
    """One site's folder; `say` runs a command in it as a person would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def say(self, *words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    def done(self, *words: str) -> str:
        """Run a command that must work; what it printed."""
        result = self.say(*words)
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def empty_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEFOREHAND_SITE_KEY", raising=False)
    _forget_caches()
    yield Site(tmp_path)
    if database.site.cache_info().currsize:
        database.site().close()
    _forget_caches()


@pytest.fixture
def site(empty_site: Site) -> Site:
    empty_site.done("init")
    return empty_site


def _forget_caches() -> None:
    database.site.cache_clear()
    settings.load.cache_clear()
