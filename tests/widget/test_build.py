"""What is in web/static is what widget/ builds, to the byte; and it is small. Runs npm."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "web/static"
WIDGET = ROOT / "widget"
MOST_SCRIPT = 20_000  # bytes over the wire, all scripts of the person's side together
MOST_AT_FIRST = 60_000  # bytes over the wire, everything the first page loads
SCRIPTS = ("chat.js", "page.js", "widget.js")
OF_THE_CHAT = ("chat.js", "page.js", "talk.css", "icon.svg")


def test_a_fresh_build_gives_the_committed_bytes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.fail("This test builds the widget and wants Node 20 with npm", pytrace=False)
    fresh, built = tmp_path / "widget", tmp_path / "static"
    shutil.copytree(WIDGET, fresh, ignore=shutil.ignore_patterns("node_modules"))
    _npm(fresh, "ci", "--silent", "--ignore-scripts", "--prefer-offline", "--no-audit")
    _npm(fresh, "run", "--silent", "build", "--", str(built))
    assert _bytes(built) == _bytes(STATIC)


def test_the_scripts_are_small() -> None:
    assert sum(_over_the_wire(name) for name in SCRIPTS) <= MOST_SCRIPT


def test_the_first_page_loads_little() -> None:
    assert sum(_over_the_wire(name) for name in OF_THE_CHAT) <= MOST_AT_FIRST - 10_000


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (WIDGET / "package-lock.json").read_text()


def _npm(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["npm", *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _over_the_wire(name: str) -> int:
    manifest = json.loads((STATIC / "manifest.json").read_text())
    return len(gzip.compress((STATIC / manifest[name]).read_bytes()))
