"""What the language tests share: the pinned models, loaded once, and a small trained set of votes."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
import yaml
from spacy.language import Language

from bot.nlu.embedder import Embedder
from bot.nlu.sentence_embedding import embedder_from

ROOT = Path(__file__).parents[2]


def settings(component: str) -> dict[str, object]:
    """Return what config.yml says about a component."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]
    return next(entry for entry in pipeline if entry["name"].endswith(f".{component}"))


@pytest.fixture(scope="session")
def language() -> Language:
    chosen = settings("SpacyDocument")
    return spacy.load(chosen["model"], exclude=chosen["exclude"])


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return embedder_from(settings("SentenceEmbedding"))
