"""How the safety net reads a text: by a sentence model adapted to safety, and by the plain one beside it."""

from __future__ import annotations

from typing import Sequence

import numpy as np

from bot.nlu.embedder import Embedder

_SHARE_ADAPTED = 0.8
"""Weight of the adapted model in a likeness; the plain one keeps the other fifth, for what no example was like."""


class Reader:
    """Turns readings into vectors of length one that hold both models' view."""

    def __init__(self, adapted: Embedder, plain: Embedder) -> None:
        self._adapted = adapted
        self._plain = plain

    def vectors(self, readings: Sequence[str]) -> np.ndarray:
        """An array (texts, both sizes) of float32; the product of two rows is their weighed cosine."""
        adapted = self._adapted.vectors(readings) * np.float32(np.sqrt(_SHARE_ADAPTED))
        plain = self._plain.vectors(readings) * np.float32(np.sqrt(1 - _SHARE_ADAPTED))
        return np.concatenate([adapted, plain], axis=1)
