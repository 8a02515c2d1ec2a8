"""Cut a text into the clauses a label can rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator

from spacy.tokens import Doc, Span, Token

SHORTEST_CLAUSE_WORDS = 2
MOST_CLAUSES = 12
"""A bound on the work one message can ask for; what lies beyond is still in the whole text."""

_JOINS = frozenset({"conj", "parataxis", "advcl", "ccomp"})
_OPENERS = frozenset({"and", "but", "or", "so", "then", "also", "plus", "cos", "because", "though"})


@dataclass(frozen=True)
class Passage:
    """A piece of a text: the whole or one clause, and how it reads with its misspellings mended."""

    text: str
    reading: str


def passages(doc: Doc) -> list[Passage]:
    """Return the whole text first, then its clauses when there are at least two."""
    whole = Passage(doc.text, doc.text)
    clauses = [_trimmed(span) for sentence in doc.sents for span in _parts(sentence)]
    clauses = [clause for clause in clauses if clause is not None][:MOST_CLAUSES]
    return [whole, *clauses] if len(clauses) > 1 else [whole]


def _parts(sentence: Span) -> Iterator[Span]:
    """Yield the sentence, cut where a joined clause or a long joined phrase begins."""
    starts = sorted({_opening(token) for token in sentence if _begins_part(token)})
    start = sentence.start
    for cut in starts:
        if _words(sentence.doc[start:cut]) < SHORTEST_CLAUSE_WORDS:
            continue
        if _words(sentence.doc[cut : sentence.end]) < SHORTEST_CLAUSE_WORDS:
            continue
        yield sentence.doc[start:cut]
        start = cut
    yield sentence.doc[start : sentence.end]


def _begins_part(token: Token) -> bool:
    if token.dep_ not in _JOINS:
        return False
    if token.dep_ == "conj":
        return token.left_edge.i > token.head.i
    return token.left_edge.i > token.head.i and _has_subject(token)


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children)


def _opening(token: Token) -> int:
    """Return where the part headed by `token` begins, its joining word included."""
    first = token.left_edge.i
    while first - 1 > token.head.i and token.doc[first - 1].lower_ in _OPENERS:
        first -= 1
    return first


def _words(span: Span) -> int:
    return sum(1 for token in span if token.is_alpha and token.lower_ not in _OPENERS)


def _trimmed(span: Span) -> Passage | None:
    """Return the span without joining words and punctuation at its edges; None if nothing is left."""
    first, last = span.start, span.end
    while first < last and _is_edge(span.doc[first]):
        first += 1
    while last > first and _is_edge(span.doc[last - 1]):
        last -= 1
    if first == last:
        return None
    kept = span.doc[first:last].text
    return Passage(kept, kept)


def _is_edge(token: Token) -> bool:
    return token.is_punct or token.is_space or token.lower_ in ("and", "but", "or", "so", "plus")
