"""When the model is trained again, and which model is loaded."""

import hashlib
from pathlib import Path

import pytest

from beforehand import model
from beforehand.problems import Problem


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/nlu/words.yml", "bot/nlu/net.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "bot/requirements.lock").write_text("rasa==3.6.21")
    (tmp_path / "models").mkdir()
    (tmp_path / model.MODEL).write_bytes(b"weights")
    checksum = hashlib.sha256(b"weights").hexdigest()
    (tmp_path / model.CHECKSUM).write_text(f"{checksum}  beforehand.tar.gz\n")
    (tmp_path / model.SOURCES).write_text(model.sources_checksum(tmp_path))
    return tmp_path


def test_a_model_of_unchanged_sources_is_kept(root: Path) -> None:
    assert model.is_current(root)
    assert model.verify(root) == model.MODEL


@pytest.mark.parametrize(
    "changed",
    ["config.yml", "domain.yml", "data/nlu/new.yml", "bot/nlu/net.py", "bot/requirements.lock"],
)
def test_any_changed_source_means_training_again(root: Path, changed: str) -> None:
    (root / changed).write_text("changed")
    assert not model.is_current(root)


def test_a_renamed_source_means_training_again(root: Path) -> None:
    (root / "data/nlu/words.yml").rename(root / "data/nlu/other.yml")
    assert not model.is_current(root)


def test_compiled_python_is_no_source(root: Path) -> None:
    (root / "bot/nlu/__pycache__").mkdir()
    (root / "bot/nlu/__pycache__/net.pyc").write_text("compiled")
    assert model.is_current(root)


def test_a_model_from_elsewhere_is_not_loaded(root: Path) -> None:
    (root / model.MODEL).write_bytes(b"other weights")
    with pytest.raises(Problem, match=r"not the model that was trained here"):
        model.verify(root)


def test_no_model_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"no model yet: run `beforehand train`"):
        model.verify(tmp_path)


def test_a_model_older_than_its_sources_is_not_measured(root: Path) -> None:
    model.require_current(root)
    (root / "config.yml").write_text("changed")
    with pytest.raises(
        Problem, match=r"older than what it is trained from: run `beforehand train`"
    ):
        model.require_current(root)


def test_a_failed_training_leaves_the_model_as_it_was(root: Path) -> None:
    python = root / model.BOT_PYTHON
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho the rules contradict each other\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(Problem, match="the rules contradict each other"):
        model.train(root, {})
    assert model.verify(root) == model.MODEL
