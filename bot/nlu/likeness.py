"""How alike texts are, in meaning and in letters: the kernel that every classifier of ours shares.

The likeness of two texts is 1 for the same text and falls towards 0. Most of it is meaning, a Gaussian of the
angle between their embeddings; the rest is shared words and pieces of words, which the embedding blurs
("used to", "skpi"). Texts of very different length are less alike: a command is short, and nothing but that
command. The figures below were chosen by cross-validation; see docs/decisions.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.sparse

MEANING_SHARPNESS = 2.0
LETTERS_SHARE = 0.3
LENGTH_SHARPNESS = 0.4


class KnownRows:
    """The rows of the training texts, to compare others with."""

    def __init__(
        self, vectors: np.ndarray, ngrams: scipy.sparse.spmatrix, words: np.ndarray
    ) -> None:
        self._vectors = vectors.astype(np.float32)
        self._ngrams = ngrams.astype(np.float32).tocsr()
        self._texts_by_ngram = self._ngrams.T.tocsr()
        self._words = words

    def __len__(self) -> int:
        return len(self._vectors)

    def likeness(
        self, vectors: np.ndarray, ngrams: scipy.sparse.spmatrix, words: np.ndarray
    ) -> np.ndarray:
        """Return (texts, known texts) of float32 for `vectors` (texts, 384), n-grams and counts of words."""
        letters = (ngrams @ self._texts_by_ngram).toarray()
        return _blend(vectors @ self._vectors.T, letters, words, self._words)

    def among_themselves(self, rows: np.ndarray) -> np.ndarray:
        """Return (rows, rows): the likeness of chosen known texts to each other."""
        ngrams = self._ngrams[rows]
        letters = (ngrams @ ngrams.T).toarray()
        words = self._words[rows]
        return _blend(self._vectors[rows] @ self._vectors[rows].T, letters, words, words)

    def save(self, folder: Path) -> None:
        """Write the rows as arrays: no pickle."""
        np.savez(folder / "vectors.npz", vectors=self._vectors, words=self._words)
        scipy.sparse.save_npz(folder / "ngrams.npz", self._ngrams)

    @classmethod
    def open(cls, folder: Path) -> KnownRows:
        """Read what `save` wrote."""
        arrays = np.load(folder / "vectors.npz")
        ngrams = scipy.sparse.load_npz(folder / "ngrams.npz")
        return cls(arrays["vectors"], ngrams, arrays["words"])


def word_counts(texts: Sequence[str]) -> np.ndarray:
    """Return how many words each text has."""
    return np.array([len(text.split()) for text in texts], dtype=np.float32)


def _blend(
    cosines: np.ndarray, letters: np.ndarray, words: np.ndarray, other_words: np.ndarray
) -> np.ndarray:
    """`letters` is the product of two rows whose two halves have length one each, so at most 2."""
    meaning = np.exp(MEANING_SHARPNESS * (cosines - 1.0))
    blended = (1.0 - LETTERS_SHARE) * meaning + LETTERS_SHARE * letters / 2.0
    longer = np.log1p(words)[:, None] - np.log1p(other_words)[None, :]
    return (blended * np.exp(-LENGTH_SHARPNESS * longer**2)).astype(np.float32, copy=False)
