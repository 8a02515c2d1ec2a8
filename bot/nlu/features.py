"""The one row of numbers that every classifier of ours reads for a passage."""

from __future__ import annotations

from typing import Sequence

import numpy as np
import scipy.sparse
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.keys import PASSAGE_NGRAMS, PASSAGE_VECTORS

MEANING_WEIGHT = 3.0
"""How much the embedding counts beside the n-grams, whose two halves have length one each."""


def passage_rows(message: Message) -> scipy.sparse.csr_matrix:
    """Return (passages, features) of one message: n-grams, then the embedding."""
    return joined(message.get(PASSAGE_NGRAMS), message.get(PASSAGE_VECTORS))


def text_rows(messages: Sequence[Message]) -> scipy.sparse.csr_matrix:
    """Return (messages, features): each message as a whole."""
    ngrams = scipy.sparse.vstack([message.get(PASSAGE_NGRAMS)[0] for message in messages])
    return joined(ngrams, np.vstack([message.get(PASSAGE_VECTORS)[0] for message in messages]))


def joined(ngrams: scipy.sparse.spmatrix, vectors: np.ndarray) -> scipy.sparse.csr_matrix:
    """Put n-grams and embedding side by side."""
    dense = scipy.sparse.csr_matrix(vectors * MEANING_WEIGHT)
    return scipy.sparse.hstack([ngrams, dense], format="csr")
