"""Guess what a misspelt word was meant to be, for reading only. The person's words are never changed.

Words of the training texts and of a dictionary are left alone. Another word is read as the
known word one slip away (a letter dropped, doubled, swapped or wrong), or as two known words with the space lost.
The method is that of Peter Norvig, "How to write a spelling corrector", with deletions looked up as in SymSpell.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Iterable, Iterator

WORD = re.compile(r"[a-z][a-z']*", re.IGNORECASE)
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("d", ""),
    ("er", ""),
)
SHORTEST = 3
"""A shorter word has too many neighbours to guess."""
SHORTEST_SPLIT = 5
SEEN_TO_MEND = 2
SEEN_FOR_SPLIT = 3
SAME_START = 20.0
"""How much likelier it is that the first letter is right."""


class Spelling:
    """Known words with how often training texts use them; other words are only known."""

    def __init__(self, counts: dict[str, int], dictionary: Iterable[str]) -> None:
        self._counts = counts
        self._dictionary = frozenset(dictionary)
        self._near: dict[str, list[str]] = {}
        for word in counts:
            if len(word) >= SHORTEST:
                for shorter in _deletions(word):
                    self._near.setdefault(shorter, []).append(word)

    @classmethod
    def fit(cls, texts: Iterable[str], dictionary: Iterable[str]) -> Spelling:
        """Learn the words of training texts.

        A word seen once that no dictionary holds is taken for a training text's own misspelling.
        """
        dictionary = frozenset(dictionary)
        counts = Counter(word for text in texts for word in _words(text))
        known = {word: n for word, n in counts.items() if n > 1 or word in dictionary}
        return cls(known, dictionary)

    def reading(self, text: str) -> str:
        """Return `text` with each unknown word as it was most likely meant."""
        return WORD.sub(lambda match: self._meant(match.group()), text)

    def _meant(self, typed: str) -> str:
        word = typed.lower()
        if len(word) < SHORTEST or "'" in word or self._is_known(word):
            return typed
        return self._one_slip(word) or self._two_words(word) or typed

    def _is_known(self, word: str) -> bool:
        if word in self._counts or word in self._dictionary:
            return True
        stems = (word[: -len(end)] + put for end, put in _ENDINGS if word.endswith(end))
        return any(stem in self._dictionary for stem in stems)

    def _one_slip(self, word: str) -> str | None:
        """Return the likeliest known word one slip away: a common one, and begun with the same letter."""
        keys = [word, *_deletions(word)]
        near = {known for key in keys for known in self._near.get(key, [])}
        near |= {key for key in keys if len(key) >= SHORTEST and key in self._counts}
        seen = (known for known in near if self._counts[known] >= SEEN_TO_MEND)
        slips = [known for known in seen if _is_one_slip(word, known)]
        return max(slips, key=lambda known: self._likely(word, known), default=None)

    def _likely(self, typed: str, meant: str) -> float:
        kept_start = typed[0] == meant[0] or sorted(typed[:2]) == sorted(meant[:2])
        return self._counts[meant] * (SAME_START if kept_start else 1.0)

    def _two_words(self, word: str) -> str | None:
        """Return two words whose space was lost, one of which may have a slip as well."""
        if len(word) < SHORTEST_SPLIT:
            return None
        cuts = [(word[:at], word[at:]) for at in range(1, len(word))]
        whole = [cut for cut in cuts if all(self._stands_alone(part) for part in cut)]
        if not whole:
            whole = [cut for cut in map(self._mended, cuts) if cut]
        best = max(whole, key=lambda cut: min(self._counts[part] for part in cut), default=None)
        return " ".join(best) if best else None

    def _mended(self, cut: tuple[str, str]) -> tuple[str, str] | None:
        first, second = cut
        if self._stands_alone(second) and len(first) > SHORTEST:
            meant = self._one_slip(first)
            return (meant, second) if meant else None
        if self._stands_alone(first) and len(second) > SHORTEST:
            meant = self._one_slip(second)
            return (first, meant) if meant else None
        return None

    def _stands_alone(self, part: str) -> bool:
        return self._counts.get(part, 0) >= SEEN_FOR_SPLIT and (len(part) > 1 or part in ("i", "a"))

    def save(self, folder: Path) -> None:
        """Write both word lists as JSON."""
        words = {"counts": self._counts, "dictionary": sorted(self._dictionary)}
        (folder / "words.json").write_text(json.dumps(words), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Spelling:
        """Read what `save` wrote."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        return cls(words["counts"], words["dictionary"])


def _words(text: str) -> Iterator[str]:
    return (match.group().lower() for match in WORD.finditer(text))


def _deletions(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter dropped, added or changed, or two neighbours swapped, makes one the other."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(typed, meant)) if a != b), min(len(typed), len(meant))
    )
    left, right = typed[start:], meant[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
