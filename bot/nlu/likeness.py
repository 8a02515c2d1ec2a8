"""How alike texts are, in meaning and in letters: the kernel that every classifier of ours shares.

The likeness of two texts is 1 for the same text and falls towards 0. Most of it is meaning, a Gaussian of the
angle between their embeddings; the rest is shared words and pieces of words, which the embedding blurs
("used to", "skpi"). Texts of very different length are less alike: a command is short, and nothing but that
command. How much each counts depends on how many texts there are to learn letters from: `shape.py` chooses.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.sparse

BLOCK = 500
"""Texts compared at a time when there are thousands: small enough for the processor's cache, and for memory."""


@dataclass(frozen=True)
class Shape:
    """How fast likeness falls with meaning and with length, and what share of it letters have."""

    meaning: float
    letters: float
    length: float


class KnownRows:
    """The rows of the training texts, to compare others with."""

    def __init__(
        self, vectors: np.ndarray, ngrams: scipy.sparse.spmatrix, words: np.ndarray, shape: Shape
    ) -> None:
        self._vectors = vectors.astype(np.float32)
        self._ngrams = ngrams.astype(np.float32).tocsr()
        self._texts_by_ngram = self._ngrams.T.tocsr()
        self._words = words
        self.shape = shape

    def __len__(self) -> int:
        return len(self._vectors)

    def likeness(
        self, vectors: np.ndarray, ngrams: scipy.sparse.spmatrix, words: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Compare `vectors` (texts, 384), their n-grams and counts of words with the known texts.

        Returns two arrays (texts, known texts) of float32: likeness, and likeness whatever the length.
        """
        letters = (ngrams @ self._texts_by_ngram).toarray()
        of_any_length = _blend(self.shape, vectors @ self._vectors.T, letters)
        return of_any_length * _of_length(self.shape, words, self._words), of_any_length

    def among_themselves(self, rows: np.ndarray, any_length: bool = False) -> np.ndarray:
        """Return (rows, rows): the likeness of chosen known texts to each other, the caller's to overwrite."""
        vectors, ngrams, words = self._vectors[rows], self._ngrams[rows], self._words[rows]
        texts_by_ngram = ngrams.T.tocsr()
        alike = np.empty((len(rows), len(rows)), dtype=np.float32)

        def compare(start: int) -> None:
            some = slice(start, start + BLOCK)
            letters = (ngrams[some] @ texts_by_ngram).toarray()
            alike[some] = _blend(self.shape, vectors[some] @ vectors.T, letters)
            if not any_length:
                alike[some] *= _of_length(self.shape, words[some], words)

        # numpy and scipy let go of the interpreter, so threads use every core.
        with ThreadPoolExecutor() as threads:
            list(threads.map(compare, range(0, len(rows), BLOCK)))
        return alike

    def save(self, folder: Path) -> None:
        """Write the rows as arrays: no pickle."""
        np.savez(folder / "vectors.npz", vectors=self._vectors, words=self._words)
        scipy.sparse.save_npz(folder / "ngrams.npz", self._ngrams)
        (folder / "shape.json").write_text(json.dumps(asdict(self.shape)), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> KnownRows:
        """Read what `save` wrote."""
        arrays = np.load(folder / "vectors.npz")
        ngrams = scipy.sparse.load_npz(folder / "ngrams.npz")
        shape = Shape(**json.loads((folder / "shape.json").read_text(encoding="utf-8")))
        return cls(arrays["vectors"], ngrams, arrays["words"], shape)


def word_counts(texts: Sequence[str]) -> np.ndarray:
    """Return how many words each text has."""
    return np.array([len(text.split()) for text in texts], dtype=np.float32)


def _blend(shape: Shape, cosines: np.ndarray, letters: np.ndarray) -> np.ndarray:
    """`letters` is the product of two rows whose two halves have length one each, so at most 2."""
    meaning = np.exp(shape.meaning * (cosines - 1.0))
    blended = (1.0 - shape.letters) * meaning + shape.letters * letters / 2.0
    return blended.astype(np.float32, copy=False)


def _of_length(shape: Shape, words: np.ndarray, others: np.ndarray) -> np.ndarray:
    longer = np.log1p(words)[:, None] - np.log1p(others)[None, :]
    return np.exp(-shape.length * longer**2).astype(np.float32, copy=False)
