"""Likeness takes the shape under which the training texts find each other."""

import numpy as np
import scipy.sparse

from bot.nlu.likeness import BLOCK, KnownRows, Shape, word_counts
from bot.nlu.shape import SHAPES, best_shape

TEXTS = ["skip", "skip it", "go back", "back please", "my garden", "my old dog"]
LABELS = ["skip", "skip", "go_back", "go_back", "answer/enjoyment", "answer/meaning"]


def _known(shape: Shape) -> KnownRows:
    vectors = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
    return KnownRows(vectors, scipy.sparse.identity(6, format="csr"), word_counts(TEXTS), shape)


def test_one_of_the_known_shapes_is_chosen() -> None:
    assert best_shape(_known, np.arange(6), LABELS) in SHAPES


def test_the_same_text_is_most_like_itself() -> None:
    likeness = _known(SHAPES[0]).among_themselves(np.arange(6))
    assert (likeness.argmax(axis=1) == np.arange(6)).all()


def test_many_texts_are_compared_as_few_are() -> None:
    generator = np.random.default_rng(0)
    count = 2 * BLOCK + 7
    vectors = generator.normal(size=(count, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ngrams = scipy.sparse.random(count, 30, 0.2, "csr", random_state=generator)
    words = generator.integers(1, 20, count).astype(np.float32)
    known = KnownRows(vectors, ngrams, words, SHAPES[0])
    rows = np.arange(count)[::-1]
    alike, of_any_length = known.likeness(vectors[rows], ngrams[rows], words[rows])
    assert np.allclose(known.among_themselves(rows), alike[:, rows], atol=1e-5)
    whatever_length = known.among_themselves(rows, any_length=True)
    assert np.allclose(whatever_length, of_any_length[:, rows], atol=1e-5)


def test_texts_of_different_length_are_less_alike() -> None:
    vectors, ngrams = np.ones((2, 1), dtype=np.float32), scipy.sparse.csr_matrix((2, 1))
    known = KnownRows(vectors, ngrams, np.array([1.0, 12.0]), SHAPES[0])
    alike, of_any_length = known.likeness(vectors[:1], ngrams[:1], np.array([1.0]))
    assert alike[0, 0] > alike[0, 1]
    assert of_any_length[0, 0] == of_any_length[0, 1]
