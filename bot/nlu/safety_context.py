"""Who, when and whether: what stands around a match decides what it means.

Plain functions over the words as the screen reads them (see safety_words) and, for negation, the dependency parse.
The word lists stand in `data/safety/words.yml`, each with its reason.
"""

from __future__ import annotations

from typing import Sequence

from spacy.tokens import Doc

from bot.nlu.safety_words import Reading, Words

_ENDS = frozenset([".", "!", "?", ";", "\n", "<start>", "<end>"])
_REACH_OF_NOT = 6
_REACH_OF_SUBJECT = 10


def contexts(reading: Reading, doc: Doc, start: int, end: int, words: Words) -> set[str]:
    """Which of negated, past, others, end_of_life hold for the match reading.words[start:end]."""
    first, last = sentence_of(reading.words, start, end)
    sentence = reading.words[first:last]
    found = set()
    if is_negated(reading, doc, start, end, words):
        found.add("negated")
    if is_past(_between_buts(reading.words, first, start, end, last, words), words):
        found.add("past")
    if is_about_others(reading.words, start, end, words):
        found.add("others")
    if has_any(sentence, words, "end_of_life", "end_of_life_phrases"):
        found.add("end_of_life")
    return found


def sentence_of(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The first and last place (exclusive) of the sentence that holds the match; commas do not end one."""
    while start > 0 and words[start - 1] not in _ENDS:
        start -= 1
    while end < len(words) and words[end] not in _ENDS:
        end += 1
    return start, end


def _between_buts(
    text: Sequence[str], first: int, start: int, end: int, last: int, words: Words
) -> Sequence[str]:
    """The part of the sentence that a "but" does not cut off: "I used to love life but I want to die" is now."""
    before = [place + 1 for place in range(first, start) if text[place] in words.of("but")]
    after = [place for place in range(end, last) if text[place] in words.of("but")]
    return text[max(before, default=first) : min(after, default=last)]


def is_negated(reading: Reading, doc: Doc, start: int, end: int, words: Words) -> bool:
    """Is there a "not", "never", "no" before the match that denies it ("I have never had any chest pain")?

    A denial followed by "but" does not count: "I'm not going to kill myself but I think of it" is not a denial.
    """
    first, last = sentence_of(reading.words, start, end)
    if words.of("but") & set(reading.words[end:last]):
        return False
    return _not_before(reading.words, first, start, words) or _not_by_parse(
        reading, doc, start, end, words
    )


def _not_before(text: Sequence[str], first: int, start: int, words: Words) -> bool:
    passable, negators = words.of("between_not_and_match"), words.of("negators")
    for place in range(start - 1, max(first, start - _REACH_OF_NOT) - 1, -1):
        if text[place] in negators:
            return not (set(text[max(first, place - 2) : place + 3]) & words.of("not_denying"))
        if text[place] not in passable:
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


def is_past(sentence: Sequence[str], words: Words) -> bool:
    """Is this told as something over and done ("in 2019", "years ago", "when I was a child")?"""
    if has_any(sentence, words, "now", "now_phrases"):
        return False
    if any(_is_past_year(word) for word in sentence):
        return True
    return has_any(sentence, words, "past", "past_phrases")


def _is_past_year(word: str) -> bool:
    return (
        len(word) in (4, 5)
        and word[:4].isdigit()
        and 1930 <= int(word[:4]) <= 2024
        and word[4:] in ("", "s")
    )


def is_about_others(text: Sequence[str], start: int, end: int, words: Words) -> bool:
    """Is the one who does or feels it somebody else ("my son says he will kill himself")?

    The match itself decides if it names someone; else the nearest subject before it in the sentence.
    """
    matched = set(text[start:end])
    if matched & words.of("self"):
        return False
    if matched & words.of("others_reflexive"):
        return True
    first, _ = sentence_of(text, start, end)
    for place in range(start - 1, max(first, start - _REACH_OF_SUBJECT) - 1, -1):
        if text[place] in words.of("self"):
            return False
        if text[place] in words.of("others"):
            return True
        if text[place] in words.of("new_clause"):
            return False
    return text[start] in words.of("third_person_verbs")


def has_any(sentence: Sequence[str], words: Words, list_name: str, phrases_name: str) -> bool:
    """Does the sentence hold a word of the list, or one of the phrases, as the screen reads it?"""
    if words.of(list_name) & set(sentence):
        return True
    text = f" {' '.join(sentence)} "
    return any(f" {phrase} " in text for phrase in words.phrases[phrases_name])
