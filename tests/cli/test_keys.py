"""The secrets of a site."""

import base64
import stat
from pathlib import Path

import pytest

from beforehand import keys
from beforehand.problems import Problem, in_one_sentence


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var/settings.env"
    keys.write_missing(file, {})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_key_that_is_there_is_never_changed(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    keys.write_missing(file, {})
    before = file.read_text()
    assert keys.write_missing(file, {}) == []
    assert file.read_text() == before


def test_a_missing_key_is_added_below_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("BEFOREHAND_WEB_PORT=8100\nBEFOREHAND_SITE_KEY=kept")
    added = keys.write_missing(file, {})
    assert "BEFOREHAND_SITE_KEY" not in added
    assert file.read_text().startswith("BEFOREHAND_WEB_PORT=8100\nBEFOREHAND_SITE_KEY=kept\n")


def test_a_key_of_the_environment_is_not_written_down(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    keys.write_missing(file, {"BEFOREHAND_BOT_SECRET": "of the environment"})
    assert "BEFOREHAND_BOT_SECRET" not in file.read_text()


def test_keys_are_of_32_random_bytes(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    keys.write_missing(file, {})
    values = dict(line.split("=", 1) for line in file.read_text().splitlines())
    assert len(base64.b64decode(values["BEFOREHAND_TRACKER_KEY"])) == 32
    assert len(set(values.values())) == len(values)


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (OSError(28, "No space left on device"), "The disk is full: make room and try again."),
        (PermissionError(13, "Permission denied", "var"), "var cannot be used: Permission denied."),
    ],
)
def test_a_disk_that_refuses_is_said_in_one_sentence(failure: OSError, sentence: str) -> None:
    with pytest.raises(Problem) as problem, in_one_sentence():
        raise failure
    assert problem.value.message == sentence
