"""Who, when and whether: what stands around a match decides what it means.

Plain functions over the words as the screen reads them (see safety_words) and, for negation, the dependency parse.
The word lists stand in `data/safety/words.yml`, each with its reason.
"""

from __future__ import annotations

from typing import Sequence

from spacy.tokens import Doc

from bot.nlu.safety_words import Reading, Words

_ENDS = frozenset([".", "!", "?", ";", "\n", "<start>", "<end>"])
_END_OF_LIFE = ("end_of_life", "end_of_life_phrases")
_REACH_OF_NOT = 6
_REACH_OF_SUBJECT = 10


def contexts(reading: Reading, doc: Doc, start: int, end: int, words: Words) -> set[str]:
    """Which of negated, past, others, end_of_life hold for the match reading.words[start:end]."""
    first, last = sentence_of(reading.words, start, end)
    found = set()
    if is_negated(reading, doc, start, end, words):
        found.add("negated")
    if is_past(reading.words, start, end, words):
        found.add("past")
    if is_about_others(reading.words, start, end, words):
        found.add("others")
    if has_any(_thought(reading.words, first, start, end, last, words), words, *_END_OF_LIFE):
        found.add("end_of_life")
    return found


def sentence_of(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The first and last place (exclusive) of the sentence that holds the match; commas do not end one."""
    while start > 0 and words[start - 1] not in _ENDS:
        start -= 1
    while end < len(words) and words[end] not in _ENDS:
        end += 1
    return start, end


def _thought(
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


def is_negated(reading: Reading, doc: Doc, start: int, end: int, words: Words) -> bool:
    """Is there a "not", "never", "no" before the match that denies it ("I have never had any chest pain")?

    A denial that is followed by "but" or "until today" does not count, nor one that is itself denied ("it's not that
    I'm not suicidal").
    """
    first, last = sentence_of(reading.words, start, end)
    if words.of("but") & set(reading.words[end:last]):
        return False
    if words.of("takes_back") & set(reading.words[start : last - 1]):
        return False
    nots = _nots_before(reading.words, first, start, words)
    if nots:
        return nots == 1
    return _not_by_parse(reading, doc, start, end, words)


def _nots_before(text: Sequence[str], first: int, start: int, words: Words) -> int:
    """How many words deny the match: 0 when something stands between, 2 when the denial is denied."""
    found = 0
    for place in range(start - 1, max(first, start - _REACH_OF_NOT) - 1, -1):
        if text[place] in words.of("negators"):
            if set(text[max(first, place - 2) : place + 3]) & words.of("not_denying"):
                return 0
            found = 1
            break
        if text[place] not in words.of("between_not_and_match"):
            return 0
    if found and _is_denied_again(text[max(first, place - _REACH_OF_NOT) : place], words):
        return 2
    return found


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


def is_past(text: Sequence[str], start: int, end: int, words: Words) -> bool:
    """Is this told as something over and done ("in 2019", "years ago", "when I was a child")?

    A past word softens its own clause. One elsewhere in the sentence softens the match only if the match's clause is
    in the past tense too: "in 2019, I wanted to die", but not "I had my hip done in 2019, I want to die".
    """
    first, last = sentence_of(text, start, end)
    whole = _thought(text, first, start, end, last, words)
    if has_any(whole, words, "recovered", "recovered_phrases"):
        return True
    begins, ends = clause_of(text, start, end, words)
    if has_any(text[begins:last], words, "now", "now_phrases"):
        return False
    if _tells_of_the_past(text[begins:ends], words):
        return True
    return bool(words.of("past_tense") & set(text[begins:ends])) and _tells_of_the_past(
        whole, words
    )


def _tells_of_the_past(text: Sequence[str], words: Words) -> bool:
    return any(map(_is_past_year, text)) or has_any(text, words, "past", "past_phrases")


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
