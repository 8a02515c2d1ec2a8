"""How the safety net reads a text: in which pieces, by which words, and as which vectors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, Sequence, Text

import numpy as np
from spacy.tokens import Doc, Span

from bot.nlu.embedder import Embedder
from bot.nlu.safety_kernel import Texts, ngrams_of
from bot.nlu.safety_words import Words, read
from bot.nlu.sentence_embedding import pinned_files

MOST_SENTENCES = 200
"""A bound on the work one message can ask for; 4,000 characters hold fewer that say anything."""

MOST_TOKENS = 64
"""The longest stretch read at once: few examples are longer, and the adapter learnt from no more."""

_KISSES = re.compile("x+")
_MARKS = frozenset(".,!?;:'-…")


def reader_from(config: Dict[Text, Any], adapted_model: Path) -> Embedder:
    """The adapted sentence model, with the tokenizer that the configuration pins. Raises WrongFile."""
    return Embedder(adapted_model, pinned_files(config)[1])


def pieces_of(doc: Doc) -> list[Doc]:
    """Stretches of neighbouring sentences no longer than the examples are, then the sentences one by one.

    A short text is one stretch. The vector of a long one would lose what its end says, and be like no example.
    """
    sentences = [sentence for sentence in doc.sents if sentence.text.strip()][:MOST_SENTENCES]
    parts = [
        doc[start : min(start + MOST_TOKENS, sentence.end)]
        for sentence in sentences
        for start in range(sentence.start, sentence.end, MOST_TOKENS)
    ]
    spans = {(span.start, span.end): span for span in [*_stretches(parts), *parts]}
    return [span.as_doc() for span in spans.values()]


def _stretches(parts: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for part in parts:
        if found and part.end - found[-1].start <= MOST_TOKENS:
            found[-1] = part.doc[found[-1].start : part.end]
        else:
            found.append(part)
    return found


def readings_of(docs: Sequence[Doc], words: Words) -> list[str]:
    """The words as the screen reads them, misspellings and slang put right, kisses and idle signs left out."""
    return [" ".join(filter(_is_said, read(doc, words).words)) for doc in docs]


def _is_said(word: str) -> bool:
    """A goodbye often ends in kisses ("x", "xxx"), but they make no goodbye of anything; nor do the signs of HTML."""
    if any(map(str.isalnum, word)):
        return not _KISSES.fullmatch(word)
    return bool(_MARKS & set(word))


def texts_of(readings: Sequence[str], reader: Embedder) -> Texts:
    """Vectors, n-grams and lengths of readings."""
    lengths = np.array([len(reading.split()) for reading in readings])
    return Texts(reader.vectors(readings), ngrams_of(readings), lengths)
