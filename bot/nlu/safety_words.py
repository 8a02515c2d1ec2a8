"""How the safety screen reads a text: lower-case words, contractions written out, misspellings and slang put right.

The lists live in `data/safety/words.yml`, so that a clinician can read and change them. The reading is only ever used
to find patterns; what the person wrote is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping

import yaml
from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc, Token

from bot.nlu.safety_spelling import in_latin, taken_apart, without_dots, without_signs

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Words:
    """The content of words.yml: named lists, named phrases, spellings, and the words that show context."""

    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, frozenset[str]]
    read_as: Mapping[str, tuple[str, ...]]
    joined: Mapping[tuple[str, str], str]
    misspelt: frozenset[str]
    known: frozenset[str]
    guarded: frozenset[str]
    pieces: frozenset[str]
    telling: frozenset[str]

    def of(self, name: str) -> frozenset[str]:
        """The words of the list called `name`. Raises KeyError with the name when there is none."""
        return self.lists[name]


@dataclass(frozen=True)
class Reading:
    """The words of one text as the screen reads them; `origin[i]` is the token of the text that word i came from."""

    words: tuple[str, ...]
    origin: tuple[int, ...]


def load_words(path: Path) -> Words:
    """Read words.yml. Raises KeyError when a list refers to one that is not there."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    forms = {word: frozenset(listed) for word, listed in content["forms"].items()}
    lists: dict[str, frozenset[str]] = {}
    for name, entries in content["lists"].items():
        lists[name] = frozenset().union(*(_entry_words(str(e), lists, forms) for e in entries))
    return Words(
        lists=lists,
        phrases={name: tuple(lines) for name, lines in content["phrases"].items()},
        forms=forms,
        read_as={word: tuple(str(read).split()) for word, read in content["read_as"].items()},
        joined={tuple(pair.split()): word for pair, word in content["joined"].items()},
        misspelt=frozenset(content["misspelt"]),
        known=frozenset(content["not_misspelt"]),
        guarded=frozenset(content["misspelt"] + content["also_guarded"]),
        pieces=frozenset(content["run_together"] + content["telling"]),
        telling=frozenset(content["telling"]),
    )


def _entry_words(
    entry: str, lists: Mapping[str, frozenset[str]], forms: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    if entry.startswith("@"):
        return lists[entry[1:]]
    if entry.endswith("+"):
        return forms_of(entry[:-1], forms)
    return frozenset([entry])


def forms_of(word: str, irregular: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All forms of an English verb or noun: those listed in words.yml, else the regular ones.

    Both "stabing" and "stabbing" come out: people write both.
    """
    if word in irregular:
        return irregular[word] | {word}
    stem = word[:-1] if word.endswith("e") else word
    forms = {word, word + "s", stem + "ed", stem + "ing", stem + "in"}
    if re.search(r"[^aeiou]y$", word):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    if re.search(r"(s|x|z|ch|sh)$", word):
        forms.add(word + "es")
    if len(word) > 2 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS:
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)


def read(doc: Doc, words: Words) -> Reading:
    """The words of `doc` as the screen reads them. Never fails, whatever the text holds."""
    pairs = [(word, token.i) for token in doc for word in _token_words(token)]
    pairs = [(word, i) for raw, i in _spelled_out(pairs, words) for word in words_of(raw, words)]
    pairs = _joined(pairs, words)
    return Reading(tuple(word for word, _ in pairs), tuple(origin for _, origin in pairs))


def _token_words(token: Token) -> tuple[str, ...]:
    if token.is_space:
        return ("\n",) if "\n" in token.text else ()
    plain = _plain(token.norm_)
    apart = token.i > 0 and token.nbor(-1).whitespace_ and len(token.nbor(-1)) == 1
    if (
        plain in ("'s", "s")
        and token.i
        and not apart
        and token.dep_ in ("aux", "auxpass", "ROOT", "ccomp")
    ):
        return ("is",)
    if plain == "m" and token.i and token.nbor(-1).lower_ == "i":
        return ("am",)
    return (plain,) if plain else ()


def words_of(plain: str, words: Words) -> tuple[str, ...]:
    """The words that one token stands for: `wanna` is `want to`, `dieee` is `die`, `sucide` is `suicide`."""
    if plain in words.read_as:
        return words.read_as[plain]
    plain = without_signs(without_dots(plain), words.guarded)
    parts = taken_apart(plain, words.pieces, words.telling)
    if len(parts) > 1:
        return tuple(right for part in parts for right in words.read_as.get(part, (part,)))
    if plain in words.read_as:
        return words.read_as[plain]
    squeezed = _STRETCHED.sub(r"\1", plain)
    if squeezed != plain:
        doubled = _STRETCHED.sub(r"\1\1", plain)
        plain = doubled if doubled in words.misspelt or doubled in words.known else squeezed
        if plain in words.read_as:
            return words.read_as[plain]
    return (_put_right(plain, words.misspelt, words.known),)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower().replace("’", "'")
    text = in_latin(text)
    return text.strip('*_~"“”') or text.strip()


@lru_cache(maxsize=20_000)
def _put_right(word: str, misspelt: frozenset[str], known: frozenset[str]) -> str:
    """One letter wrong (two in long words) in a word worth guarding; the first letter has to be right."""
    if len(word) < 5 or word in misspelt or word in known or not word.isalpha():
        return word
    for right in sorted(misspelt):
        allowed = 2 if len(right) >= 10 else 1
        if right[0] != word[0] or abs(len(right) - len(word)) > allowed:
            continue
        if levenshtein(word, right, allowed) <= allowed or _two_letters_swapped(word, right):
            return right
    return word


def _two_letters_swapped(word: str, right: str) -> bool:
    differ = [i for i, (a, b) in enumerate(zip(word, right)) if a != b]
    return (
        len(word) == len(right)
        and len(differ) == 2
        and differ[1] == differ[0] + 1
        and word[differ[0]] == right[differ[1]]
        and word[differ[1]] == right[differ[0]]
    )


def _joined(pairs: list[tuple[str, int]], words: Words) -> list[tuple[str, int]]:
    """`my self` is `myself`, `want 2` is `want to`."""
    result: list[tuple[str, int]] = []
    for word, origin in pairs:
        pair = (result[-1][0], word) if result else ("", word)
        if pair in words.joined:
            before, start = result.pop()
            result += [(right, start) for right in words.joined[before, word].split()]
        elif len(pair[0]) > 1 and len(word) > 1 and "".join(pair) in words.misspelt:
            result[-1] = ("".join(pair), result[-1][1])
        else:
            result.append((word, origin))
    return result


def _spelled_out(pairs: list[tuple[str, int]], words: Words) -> list[tuple[str, int]]:
    """`s u i c i d e` is one word: four or more single letters in a row, or three that make a word worth guarding."""
    result: list[tuple[str, int]] = []
    run: list[tuple[str, int]] = []
    for pair in [*pairs, ("", -1)]:
        if len(pair[0]) == 1 and pair[0].isalpha():
            run.append(pair)
            continue
        spelled = "".join(letter for letter, _ in run)
        is_word = len(run) >= 4 or spelled in words.telling
        result += [(spelled, run[0][1])] if is_word else run
        run = []
        result.append(pair)
    return result[:-1]
