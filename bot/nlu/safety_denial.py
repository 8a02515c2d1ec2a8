"""Whether a text denies what a rule found in it: "I have never had chest pain", "thoughts of suicide: none"."""

from __future__ import annotations

from itertools import pairwise
from typing import Sequence

from spacy.tokens import Doc

from bot.nlu.safety_sentences import ENDS, sentence_of
from bot.nlu.safety_words import Reading, Words

_REACH_OF_NOT = 8
_ASKED = ("?", ",", ":", "-", ".", "is")
"""What may stand between a question and its answer."""


def is_negated(reading: Reading, doc: Doc, start: int, end: int, words: Words) -> bool:
    """Is there a "not", "never", "no" that denies the match ("I have never had any chest pain", "suicidal: no")?

    A denial that is followed by "but" or "until today" does not count, nor one that is itself denied ("it's not that
    I'm not suicidal").
    """
    first, last = sentence_of(reading.words, start, end)
    if words.of("but") & set(reading.words[end:last]):
        return False
    if _is_taken_back(reading.words[start:last], words):
        return False
    if _is_answered_no(reading.words, first, start, end, words):
        return True
    nots = _nots_before(reading.words, first, start, words)
    if nots:
        return nots == 1
    return _not_by_parse(reading, doc, start, end, words)


def _is_taken_back(text: Sequence[str], words: Words) -> bool:
    """Does an "until today" follow? "None before" and "before you ask" take nothing back."""
    return any(
        word in words.of("takes_back")
        and text[place - 1] not in words.of("never")
        and text[place + 1] not in words.of("asks")
        for place, word in enumerate(text[:-1])
        if place
    )


def _is_answered_no(text: Sequence[str], first: int, start: int, end: int, words: Words) -> bool:
    """Is the match a heading or a question that the writer answers: "thoughts of suicide: none", "am I ... ? No"?"""
    if _says_no(text, end, words) and start == first:
        return True
    marks = _ASKED if _is_asked(text[first:start], words) else (":",)
    place = next((p for p in range(end, min(end + 3, len(text))) if text[p] in marks), None)
    return place is not None and _says_no(text, place + 1, words)


def _is_asked(before: Sequence[str], words: Words) -> bool:
    """Does a question stand before the match: "am I ...", "the form said do you ..."?"""
    pairs = list(pairwise(before))
    return any(
        one in words.of("asks_first") and two in words.of("asks")
        for one, two in (pairs if set(before) & words.of("reports") else pairs[:1])
    )


def _says_no(text: Sequence[str], place: int, words: Words) -> bool:
    """Is the answer here a plain no: "no", "nope, never", "no I don't"?"""
    answer, *after = (*text[place : place + 4], *["<end>"] * 4)[:4]
    if answer not in words.of("says_no"):
        return False
    repeated = after[0] == "i" and after[1] in words.of("asks_first") and after[2] == "not"
    return after[0] in ENDS or after[0] in (",", "and") or repeated


def _nots_before(text: Sequence[str], first: int, start: int, words: Words) -> int:
    """How many words deny the match: 0 when something stands between, 2 when the denial is denied."""
    found = 0
    for place in range(start - 1, max(first, start - _REACH_OF_NOT) - 1, -1):
        if text[place] in words.of("negators"):
            if set(text[max(first, place - 2) : place + 3]) & words.of("not_denying"):
                return 0
            found = 1
            break
        if not _carries_a_not(text, place, words):
            return 0
    if found and _is_denied_again(text[max(first, place - _REACH_OF_NOT) : place], words):
        return 2
    return found


def _carries_a_not(text: Sequence[str], place: int, words: Words) -> bool:
    """Does a "not" before this word reach past it? Past a comma only in a list of things denied."""
    if text[place] == ",":
        return text[place - 1] in words.of("denied_in_lists") and text[place + 1] not in words.of(
            "begins_thought"
        )
    return any(text[place] in words.of(n) for n in ("between_not_and_match", "denied_in_lists"))


def _is_denied_again(before: Sequence[str], words: Words) -> bool:
    """Does a second "not" reach the first one ("I can't say I'm not ...")? A list of things denied is no such case."""
    for word in reversed(before):
        if word in words.of("denies_a_denial"):
            return True
        if word not in words.of("between_two_nots"):
            return False
    return False


def _not_by_parse(reading: Reading, doc: Doc, start: int, end: int, words: Words) -> bool:
    if not doc.has_annotation("DEP"):
        return False
    matched = {reading.origin[i] for i in range(start, end) if reading.origin[i] >= 0}
    never = words.of("never")
    return any(
        child.i not in matched and child.i < min(matched) and child.norm_ in never
        for place in matched
        for child in doc[place].children
    )
