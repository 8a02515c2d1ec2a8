"""How many years of school a text asks for.

Formula: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability formulas for Navy
enlisted personnel", Research Branch Report 8-75, 1975:

    grade = 0.39 · words / sentences + 11.8 · syllables / words - 15.59

A person counts syllables by ear; here pyphen's hyphenation (the dictionary of TeX and LibreOffice) cuts a word into
pieces, and in each piece the groups of vowels are counted, without the e that is not heard.
"""

import re
from functools import cache

import pyphen

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d ,-]*\d|\d")
_SENTENCE_END = re.compile(r"[.?!:](?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
# The e of "time", the ed of "used" and the es of "times" are not heard; those of "table", "noted" and "changes" are.
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$|(?<![aeiouytd])ed$|(?<![aeiouyscgxzh])es$")


def grade(text: str) -> float:
    """The school grade of a text in English; 0 for one without words."""
    words = words_of(text)
    if not words:
        return 0.0
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def words_of(text: str) -> list[str]:
    """The words and numbers of a text; "116 123" is one number."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables a word has. A number is looked at and dialled, not read: it counts as one."""
    if word[0].isdigit():
        return 1
    pieces = _hyphenation().inserted(re.sub(r"['’]\w+$", "", word.lower())).split("-")
    return sum(_heard(piece) for piece in pieces)


def _heard(piece: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", piece))))


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
