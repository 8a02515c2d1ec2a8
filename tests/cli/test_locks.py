"""What is installed: exact versions with hashes, from whatever index a site has, without holes that can be avoided."""

import re
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = [ROOT / "requirements.lock", ROOT / "bot/requirements.lock"]
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)

# An audit by index finds nothing where the index serves no advisories, so the floors that matter stand here.
FLOORS = [
    ("rasa", "3.6.21", "CVE-2024-49375: code in a crafted model"),
    ("cryptography", "44.0.1", "CVE-2024-12797: OpenSSL in the wheels"),
    ("h11", "0.16.0", "CVE-2025-43859: request smuggling by chunks"),
    ("jinja2", "3.1.6", "CVE-2025-27516: out of the sandbox"),
    ("python-multipart", "0.0.18", "CVE-2024-53981: a form that takes all the time"),
    ("python-socketio", "5.14.0", "CVE-2025-61765: pickles between servers"),
    ("requests", "2.32.4", "CVE-2024-47081: credentials to another host"),
    ("starlette", "0.49.1", "CVE-2025-62727: a Range header that takes all the time"),
    ("urllib3", "2.5.0", "CVE-2025-50181: redirects that were switched off"),
]


def _pins(lock: Path) -> dict[str, str]:
    return dict(PINNED.findall(lock.read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=["web", "bot"])
def test_a_lock_names_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=["web", "bot"])
def test_every_package_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-zA-Z])", lock.read_text().strip())
    assert len(entries) == len(_pins(lock))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("package", "floor", "hole"), FLOORS, ids=[row[0] for row in FLOORS])
def test_no_package_is_older_than_its_floor(package: str, floor: str, hole: str) -> None:
    versions = [pins[package] for lock in LOCKS if package in (pins := _pins(lock))]
    assert versions, f"{package} is not used any more: drop its floor"
    assert min(map(Version, versions)) >= Version(floor), hole


def test_the_bot_has_no_torch() -> None:
    assert not {"torch", "sentence-transformers"} & _pins(LOCKS[1]).keys()


def test_the_packages_that_read_model_weights_are_pinned_to_the_patch() -> None:
    pins = _pins(LOCKS[1])
    assert pins["spacy"] == "3.8.11", "a later 3.8 brings pydantic 2, which breaks Rasa"
    assert pins["pydantic"].startswith("1.10.")
