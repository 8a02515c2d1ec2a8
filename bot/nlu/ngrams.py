"""Weights of words and of pieces of words: what the embedding blurs, such as "used to" or a misspelling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer

WORDS = r"(?u)\b\w[\w']*\b|[?\^$]"
"""Apostrophes stay inside a word, one-letter words count, and so do question marks and the ends of a text."""


class Ngrams:
    """TF-IDF of word 1- to 2-grams and of 2- to 4-character pieces inside words, each half scaled."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(
            token_pattern=WORDS, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32
        )
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2, dtype=np.float32
        )

    def fit(self, texts: Sequence[str]) -> Ngrams:
        """Learn which n-grams there are and how rare each is."""
        self._words.fit(_with_ends(texts))
        self._characters.fit(texts)
        return self

    def weights(self, texts: Sequence[str]) -> scipy.sparse.csr_matrix:
        """Return a sparse matrix (texts, n-grams) of float32."""
        halves = [self._words.transform(_with_ends(texts)), self._characters.transform(texts)]
        return scipy.sparse.hstack(halves, format="csr", dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the vocabulary as JSON and the rarities as an array: no pickle."""
        for name, part in self._parts().items():
            terms = sorted(part.vocabulary_, key=part.vocabulary_.__getitem__)
            (folder / f"{name}.json").write_text(json.dumps(terms), encoding="utf-8")
            np.savez(folder / f"{name}.npz", idf=part.idf_)

    @classmethod
    def open(cls, folder: Path) -> Ngrams:
        """Read what `save` wrote."""
        ngrams = cls()
        for name, part in ngrams._parts().items():
            terms = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            part.vocabulary = {term: index for index, term in enumerate(terms)}
            part.idf_ = np.load(folder / f"{name}.npz")["idf"]
        return ngrams

    def _parts(self) -> dict[str, TfidfVectorizer]:
        return {"words": self._words, "characters": self._characters}


def _with_ends(texts: Sequence[str]) -> list[str]:
    """Mark where each text begins and ends, so that "skip" and nothing else is an n-gram of its own."""
    return [f"^ {text} $" for text in texts]
