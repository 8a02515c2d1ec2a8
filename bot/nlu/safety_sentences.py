"""The parts of a text around a match: its sentence, its thought, its clause; and whether they hold certain words."""

from __future__ import annotations

from typing import Sequence

from bot.nlu.safety_words import Words

ENDS = frozenset([".", "!", "?", ";", "\n", "<start>", "<end>"])
"""Where a sentence ends."""


def sentence_of(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The first and last place (exclusive) of the sentence that holds the match; commas do not end one."""
    while start > 0 and words[start - 1] not in ENDS:
        start -= 1
    # A match may hold the mark its sentence ends with ("not want to live .").
    while end < len(words) and words[end] not in ENDS and words[end - 1] not in ENDS:
        end += 1
    return start, end


def thought_of(
    text: Sequence[str], first: int, start: int, end: int, last: int, words: Words
) -> Sequence[str]:
    """The part of the sentence that no "but" or "and I" cuts off: "I want to die and I have chemo" are two."""
    cuts = [place for place in range(first, last) if _begins_thought(text, place, words)]
    before = [place + 1 for place in cuts if place < start]
    after = [place for place in cuts if place >= end]
    return text[max(before, default=first) : min(after, default=last)]


def _begins_thought(text: Sequence[str], place: int, words: Words) -> bool:
    if text[place] in words.of("but"):
        return True
    return text[place] in words.of("and") and text[place + 1] in words.of("begins_thought")


def clause_of(text: Sequence[str], start: int, end: int, words: Words) -> tuple[int, int]:
    """The first and last place (exclusive) of the match's own clause: between commas, "and", "but", "so"."""
    first, last = sentence_of(text, start, end)
    while start > first and text[start - 1] not in words.of("ends_clause"):
        start -= 1
    while end < last and text[end] not in words.of("ends_clause"):
        end += 1
    return start, end


def has_any(sentence: Sequence[str], words: Words, list_name: str, phrases_name: str) -> bool:
    """Does the sentence hold a word of the list, or one of the phrases, as the screen reads it?"""
    if words.of(list_name) & set(sentence):
        return True
    text = f" {' '.join(sentence)} "
    return any(f" {phrase} " in text for phrase in words.phrases[phrases_name])
