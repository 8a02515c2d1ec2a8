"""What the language components read in place of the typed text. The typed text itself is never changed."""

from __future__ import annotations

WORD_JOINER = "\u2060"
"""The channel puts it in front of a text that starts with a slash, so that Rasa takes it for words."""

_LOOKALIKES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


def readable(text: str) -> str:
    """Return `text` as the language components read it: same length, but for a guard in front.

    Curly quotes, which phones type, become straight ones, so that "can\u2019t" is one known word.
    """
    return text.removeprefix(WORD_JOINER).translate(_LOOKALIKES)
