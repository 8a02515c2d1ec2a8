"""How much of a text is shown at once. Only the place is computed: the text itself is never touched."""

import re
import unicodedata
from itertools import islice

from records.summary.shape import Words

# A run without spaces counts as one word for each so many characters: links, and scripts that put no spaces.
LONGEST_WORD = 24
MOST_LINES = 4
# Chinese, Japanese, Thai, Khmer, Lao and Burmese are written without spaces; two of their letters count as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_UNSPACED}]{{1,2}}|[^\\s{_UNSPACED}]{{1,{LONGEST_WORD}}}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_JOINS = frozenset("\u200d\ufe0e\ufe0f")
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def fold(text: str, words: int) -> Words:
    """A text of which the first `words` words, on four lines at most, are shown.

    What can be held but not be printed (half of a cut emoji) stands as U+FFFD; the record keeps it as it was typed.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    end = min(_end_of_words(text, words), _end_of_lines(text))
    return Words(text=text, shown=_whole_character(text, end))


def count(text: str) -> int:
    """How many words a text has, as `fold` counts them."""
    return sum(1 for _ in _WORD.finditer(text))


def _end_of_words(text: str, words: int) -> int:
    ends = [match.end() for match in islice(_WORD.finditer(text), words + 1)]
    return len(text) if len(ends) <= words else ends[words - 1]


def _end_of_lines(text: str) -> int:
    for number, match in enumerate(_LINE_END.finditer(text), start=1):
        if number == MOST_LINES:
            return match.start()
    return len(text)


def _whole_character(text: str, end: int) -> int:
    """Move the end on until it no longer cuts an emoji or a letter off from its accents."""
    while 0 < end < len(text) and (_joins(text[end]) or text[end - 1] == "\u200d"):
        end += 1
    return end


def _joins(character: str) -> bool:
    return (
        character in _JOINS
        or ord(character) in _SKIN_TONES
        or unicodedata.category(character).startswith("M")
    )
