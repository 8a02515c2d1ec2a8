"""scripts/setup.py: when it works, and what it says when it cannot."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/setup.py"


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def room(setup: ModuleType, tmp_path: Path) -> object:
    folder = tmp_path / "env"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/python").touch()
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1 --hash=sha256:00\n")
    made = setup.Room("a room", folder, lock, ("3.11",), 4)
    (folder / "made-from").write_text(setup.fingerprint(made))
    return made


def test_nothing_is_done_while_the_lock_is_the_same(setup: ModuleType, room: object) -> None:
    assert setup.is_up_to_date(room)


def test_a_changed_lock_is_installed_again(setup: ModuleType, room: object, tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("one==2 --hash=sha256:11\n")
    assert not setup.is_up_to_date(room)


def test_a_copied_checkout_is_installed_again(
    setup: ModuleType, room: object, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere"
    (tmp_path / "env").rename(moved)
    assert not setup.is_up_to_date(room._replace(folder=moved))  # type: ignore[attr-defined]


def test_too_little_space_is_said_before_anything_is_fetched(
    setup: ModuleType, room: object
) -> None:
    with pytest.raises(setup.SetupFailed, match=r"3\.0 GB free and a room needs 4 GB: make room"):
        setup.check_space(room, 3 * setup.GIGABYTE)


def test_another_system_is_refused(setup: ModuleType) -> None:
    with pytest.raises(setup.SetupFailed, match="runs on Linux; this is darwin"):
        setup.check_system("darwin")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: No space left on device (os error 28)", "The disk is full"),
        ("error: Failed to fetch: x\n Caused by: dns error", "check the network"),
        ("ERROR: Could not find a version of uv (from versions: none)", "check the network"),
        ("error: hash mismatch\n for one", "the installer said: error: hash mismatch for one"),
    ],
)
def test_what_an_installer_says_becomes_one_sentence(
    setup: ModuleType, said: str, sentence: str
) -> None:
    assert sentence in setup.reason(said)
    assert "\n" not in setup.reason(said)


def test_a_missing_python_says_how_to_get_it(
    setup: ModuleType, room: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "answers", lambda *_: False)
    with pytest.raises(
        setup.SetupFailed, match=r"Python 3\.11 is missing .* `pyenv install 3\.11`"
    ):
        setup.find_python("/nowhere/uv", room)


def test_python_is_found_under_pyenv_only(
    setup: ModuleType, room: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_pyenv = tmp_path / "versions/3.11.9/bin/python3.11"
    under_pyenv.parent.mkdir(parents=True)
    under_pyenv.touch()
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(setup, "answers", lambda python, _: python.startswith(str(tmp_path)))
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    assert setup.find_python("/nowhere/uv", room) == str(under_pyenv)


def test_a_shim_that_does_not_run_is_no_python(setup: ModuleType, tmp_path: Path) -> None:
    shim = tmp_path / "python3.10"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert not setup.answers(str(shim), ("3.10",))
    assert setup.answers(sys.executable, (f"{sys.version_info.major}.{sys.version_info.minor}",))
