"""The same words as a hurried or unsure typist would send them: seeded, so that every run sees the same slips."""

from __future__ import annotations

import random
from typing import Callable

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "o", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn",
    "j": "hukm", "k": "jil", "l": "ko", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn",
    "n": "bhjm", "m": "njk",
}  # fmt: skip

WORDS_WITH_A_SLIP = 0.15
"""Share of words of four letters or more that get one slip."""

SHORTEST_WORD = 4


def with_slips(text: str, seed: int) -> str:
    """Return `text` with keyboard slips, dropped, doubled or swapped letters and lost spaces.

    At least one word is changed when any is long enough.
    """
    chance = random.Random(f"{seed}:{text}")
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_WORD and word.isalpha()]
    if not long:
        return text
    hit = {at for at in long if chance.random() < WORDS_WITH_A_SLIP} or {chance.choice(long)}
    for at in sorted(hit):
        words[at] = chance.choice(_SLIPS)(words[at], chance)
    return _joined(words, hit, chance)


def _neighbour(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    near = _NEIGHBOURS.get(word[at].lower(), word[at])
    return word[:at] + chance.choice(near) + word[at + 1 :]


def _dropped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _joined(words: list[str], hit: set[int], chance: random.Random) -> str:
    """Lose the space after one word in five of those hit."""
    text = ""
    for at, word in enumerate(words):
        lost = at in hit and chance.random() < 0.2
        text += word if lost or at == len(words) - 1 else f"{word} "
    return text


_SLIPS: list[Callable[[str, random.Random], str]] = [_neighbour, _dropped, _doubled, _swapped]

MANNERS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "no apostrophes": lambda text: text.replace("'", "").replace("\u2019", ""),
    "thanks after": lambda text: f"{text} thanks",
    "please after": lambda text: f"{text} please",
    "sorry before": lambda text: f"sorry, {text}",
    "emoji after": lambda text: f"{text} \U0001f642",
    "full stops": lambda text: f"{text}...",
}
"""Ways of sending the same words that must not change what they mean."""
