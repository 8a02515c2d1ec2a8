"""Words spelt past a filter, on purpose or not: su1c1dal, k!ll, iwanttodie, Cyrillic look-alikes.

Only the screen's reading is changed, never the words of the person. Everything here is bounded by the length of one
token, and a word that does not turn into a word worth guarding stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Cyrillic letters from \u0430 on, then Greek ones, each with the Latin letter it looks like.
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d"
    "\u043a\u043c\u0442\u043d\u0432\u03b1\u03b5\u03bf\u03c1\u03c4\u03b9\u03ba\u03bd",
    "aeopcyxijsdqwkmthbaeoptikv",
)
_SIGNS = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "il",
}
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[013457@$!|8])[a-z013457@$!|8']+")
_DOTTED = re.compile(r"(?:[a-z][.\-_*]){2,}[a-z][.]?")
_LONGEST = 24
_MOST_SIGNS = 5


def in_latin(word: str) -> str:
    """`word` with Cyrillic and Greek look-alikes in Latin letters, if it mixes them with Latin ones."""
    if word.isascii() or not re.search("[a-z]", word):
        return word
    return word.translate(_LOOKALIKES)


def without_dots(word: str) -> str:
    """`d.i.e` is `die`; `e.g.` and `p.m.` have fewer letters."""
    return re.sub(r"[^a-z]", "", word) if _DOTTED.fullmatch(word) else word


@lru_cache(maxsize=20_000)
def without_signs(word: str, guarded: frozenset[str]) -> str:
    """`su1c1dal` is `suicidal`: digits and signs read as letters, if that gives a word worth guarding."""
    signs = sum(letter in _SIGNS for letter in word)
    if not 0 < signs <= _MOST_SIGNS or len(word) > _LONGEST or not _MIXED.fullmatch(word):
        return word
    readings = [""]
    for letter in word:
        readings = [start + one for start in readings for one in _SIGNS.get(letter, letter)]
    return next((found for found in readings if found in guarded), word)


@lru_cache(maxsize=20_000)
def taken_apart(word: str, pieces: frozenset[str], telling: frozenset[str]) -> tuple[str, ...]:
    """`iwanttodie` is `i want to die`: the word cut into `pieces`, one of them `telling`; else the word itself."""
    if not 5 <= len(word) <= _LONGEST or not word.isalpha() or word in pieces:
        return (word,)
    cut: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        starts = (start for start in sorted(cut) if word[start:end] in pieces)
        best = next(starts, None)
        if best is not None:
            cut[end] = (*cut[best], word[best:end])
    found = cut.get(len(word), ())
    return found if len(found) > 1 and set(found) & telling else (word,)
