"""Sentence embeddings from pinned files."""

import hashlib
import random
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.embedder import Embedder, WrongFile, packaged_file
from tests.bot_nlu.conftest import settings


def test_vectors_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.vectors(["my garden", "", "i used to swim", "\U0001f642"])
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(embedder: Embedder) -> None:
    texts = [f"I want to walk {'a little ' * n}further" for n in range(40)]
    assert np.allclose(embedder.vectors(texts)[7], embedder.vectors([texts[7]])[0], atol=1e-5)


def test_like_meanings_are_closer_than_unlike_ones(embedder: Embedder) -> None:
    walk, stroll, money = embedder.vectors(
        ["I want to walk", "I would like a stroll", "the rent is due"]
    )
    assert walk @ stroll > walk @ money


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.vectors([]).shape == (0, 384)


def test_a_very_long_text_is_cut_and_not_refused(embedder: Embedder) -> None:
    assert embedder.vectors(["word " * 20_000]).shape == (1, 384)


def test_random_text_is_embedded_without_an_error(embedder: Embedder) -> None:
    chance = random.Random(5)
    texts = ["".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(30)) for _ in range(50)]
    assert np.isfinite(embedder.vectors(texts)).all()


def test_a_changed_file_is_refused_with_both_hashes_named() -> None:
    pinned = settings("SentenceEmbedding")["tokenizer"]
    with pytest.raises(WrongFile, match=f"{pinned['sha256']}.*expects {'0' * 64}"):
        packaged_file(pinned["package"], pinned["file"], "0" * 64)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(WrongFile, match="no_such_package is not installed"):
        packaged_file("no_such_package", "model.onnx", "0" * 64)


def test_the_pinned_files_are_the_installed_ones() -> None:
    for part in ("model", "tokenizer"):
        pinned = settings("SentenceEmbedding")[part]
        path: Path = packaged_file(pinned["package"], pinned["file"], pinned["sha256"])
        assert hashlib.sha256(path.read_bytes()).hexdigest() == pinned["sha256"]
