"""Who, when and whether: what stands around a match decides what it means.

Plain functions over the words as the screen reads them (see safety_words) and, for negation, the dependency parse.
The word lists stand in `data/safety/words.yml`, each with its reason.
"""

from __future__ import annotations

from typing import Iterator, Sequence

from spacy.lang.en.lex_attrs import like_num
from spacy.tokens import Doc

from bot.nlu.safety_denial import is_negated
from bot.nlu.safety_sentences import clause_of, has_any, sentence_of, thought_of
from bot.nlu.safety_words import Reading, Words

_END_OF_LIFE = ("end_of_life", "end_of_life_phrases")
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
    if has_any(thought_of(reading.words, first, start, end, last, words), words, *_END_OF_LIFE):
        found.add("end_of_life")
    return found


def is_past(text: Sequence[str], start: int, end: int, words: Words) -> bool:
    """Is this told as something over and done ("in 2019", "years ago", "when I was a child")?

    A past word softens its own clause. One elsewhere in the sentence softens the match only if the match's clause is
    in the past tense too: "in 2019, I wanted to die", but not "I had my hip done in 2019, I want to die".
    """
    first, last = sentence_of(text, start, end)
    whole = thought_of(text, first, start, end, last, words)
    if has_any(whole, words, "recovered", "recovered_phrases"):
        return True
    begins, ends = clause_of(text, start, end, words)
    over = set(_no_longer_now(text, first, last, words))
    if has_any(_without(over, text, begins, last), words, "now", "now_phrases"):
        return False
    if _tells_of_the_past(text[begins:ends], words):
        return True
    was = words.of("past_tense") & set(text[begins:ends])
    return bool(was) and (bool(over) or _tells_of_the_past(whole, words))


def _no_longer_now(text: Sequence[str], first: int, last: int, words: Words) -> Iterator[int]:
    """Places where "now" tells an age ("I am 52 now"), or "since" follows a "no" ("no contact since")."""
    for place in range(first + 2, last):
        tells_age = text[place] == "now" and like_num(text[place - 1])
        is_over = text[place] == "since" and words.of("never") & set(text[place - 2 : place])
        if tells_age or is_over:
            yield place


def _without(places: set[int], text: Sequence[str], start: int, end: int) -> list[str]:
    return [text[place] for place in range(start, end) if place not in places]


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
