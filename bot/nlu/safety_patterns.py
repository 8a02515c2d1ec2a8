"""The safety rules: read from `data/safety/*.yml` and turned into spaCy Matcher patterns.

A rule's lines are written in a short notation that a clinician can read; each line becomes one or more token patterns:

    word         this word, as the screen reads it (lower case, contractions written out: "don't" is "do not")
    a/b/c        any one of these
    hit+         any form of the word: hit, hits, hitting
    @kin         any word of the list `kin` in words.yml
    {dying}      any of the phrases `dying` in words.yml
    word?        may be left out (also a/b? and @kin?)
    _  __  ___   up to 2, 4 or 8 other words of the same sentence, none of them a "not"
    ^  $         the text begins, ends here
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Iterable, Sequence

import yaml
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.nlu.safety_words import Words, forms_of

CLASSES = ("self_harm", "symptoms", "overdose", "abuse", "harm_to_others")
CONTEXTS = ("negated", "past", "others", "end_of_life")
_GAPS = {"_": 2, "__": 4, "___": 8}
_NEVER_IN_A_GAP = frozenset(
    [".", "!", "?", ";", "\n", "<start>", "<end>", "not", "no", "never", "without", "nor"]
)
_OUTCOMES = ("same", "soft", "at_risk", "none")
# Words so common that looking for them first would save nothing.
_EVERYDAY = frozenset(
    "i me my am is are be been was were do not no to of the a an it in on and or that this have has had will would can "
    "could so just he she they them him her we you for with at all any more want get got go going up out if if's as "
    "feel think like know what one too very really now too about from".split()
)


class SafetyFileError(ValueError):
    """A file in data/safety cannot be read; the message names the file, the rule and the line."""


@dataclass(frozen=True)
class Rule:
    """One rule as a clinician wrote it."""

    id: str
    cls: str
    tier: str
    reason: str
    says: tuple[str, ...]
    unless: tuple[str, ...]
    context: dict[str, str]
    must_match: tuple[str, ...] = ()
    must_soften: tuple[str, ...] = ()
    must_not_match: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One place in a line: the words that fit there, or a gap of up to `gap` other words."""

    words: frozenset[str]
    optional: bool = False
    gap: int = 0


class Lines:
    """Lines ready for matching.

    A text is held against a pattern only when it has a word for each of the pattern's places: for ordinary text that
    leaves few of the thousands of patterns, and so the screen stays within its time.
    """

    def __init__(self, patterns: Sequence[tuple[Part, ...]], vocab: Vocab) -> None:
        self._patterns = patterns
        self._vocab = vocab
        self._needed = [
            tuple(p.words for p in parts if p.words and not p.optional) for parts in patterns
        ]
        self._matchers: dict[int, Matcher] = {}
        self._by_word: dict[str, list[int]] = {}
        for number, needed in enumerate(self._needed):
            for word in _rarest(needed):
                self._by_word.setdefault(word, []).append(number)
        self._first_words = frozenset(self._by_word)

    def __len__(self) -> int:
        return len(self._patterns)

    def spans(self, text: Doc, present: frozenset[str]) -> list[tuple[int, int]]:
        """Where a pattern matches, as (first, last exclusive) word places; `present` are the words of the text."""
        candidates = {n for word in present & self._first_words for n in self._by_word[word]}
        numbers = [n for n in candidates if not any(map(present.isdisjoint, self._needed[n]))]
        return sorted({(start, end) for n in numbers for _, start, end in self._matcher(n)(text)})

    def _matcher(self, number: int) -> Matcher:
        if number not in self._matchers:
            matcher = Matcher(self._vocab)
            matcher.add("line", [[_token(part) for part in self._patterns[number]]])
            self._matchers[number] = matcher
        return self._matchers[number]


def load_rules(folder: Path) -> list[Rule]:
    """All rules of the folder, in the order of the classes. Raises SafetyFileError.

    A class may have several files (`abuse.yml`, `abuse_said_plainly.yml`); what is ordinary in one is so in all.
    """
    rules = [rule for cls in CLASSES for rule in _rules_of(sorted(folder.glob(f"{cls}*.yml")))]
    ids = [rule.id for rule in rules]
    doubled = {name for name in ids if ids.count(name) > 1}
    if doubled:
        raise SafetyFileError(f"{folder}: rule ids used twice: {sorted(doubled)}")
    return rules


def _rules_of(paths: Sequence[Path]) -> Iterable[Rule]:
    contents = [yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in paths]
    ordinary = tuple(line for content in contents for line in content.get("ordinary", ()))
    for path, content in zip(paths, contents):
        for entry in content["rules"]:
            yield _rule(path, content, ordinary, entry)


def _rule(
    path: Path, content: dict[str, Any], ordinary: tuple[str, ...], entry: dict[str, Any]
) -> Rule:
    context = {**content["context"], **entry.get("context", {})}
    if set(context) != set(CONTEXTS) or not set(context.values()) <= set(_OUTCOMES):
        raise SafetyFileError(
            f"{path.name}: {entry['id']}: context must give {CONTEXTS} as one of {_OUTCOMES}"
        )
    if entry["tier"] not in ("hard", "soft"):
        raise SafetyFileError(f"{path.name}: {entry['id']}: tier must be hard or soft")
    return Rule(
        id=entry["id"],
        cls=content["class"],
        tier=entry["tier"],
        reason=entry["reason"],
        says=tuple(entry["says"]),
        unless=(
            *entry.get("unless", ()),
            *(() if entry.get("also_ordinary") == "true" else ordinary),
        ),
        context=context,
        must_match=tuple(entry["must_match"]),
        must_soften=tuple(entry.get("must_soften", ())),
        must_not_match=tuple(entry["must_not_match"]),
    )


def compile_lines(name: str, lines: Sequence[str], words: Words, vocab: Vocab) -> Lines:
    """The lines ready for matching. Raises SafetyFileError naming the rule and the line that is not understood."""
    try:
        patterns = [pattern for line in lines for pattern in expand(line, words)]
        return Lines([tuple(_as_read(part, vocab) for part in p) for p in patterns], vocab)
    except SafetyFileError as wrong:
        raise SafetyFileError(f"{name}: {wrong}") from None


def _as_read(part: Part, vocab: Vocab) -> Part:
    """The part with its words also as spaCy reads them: `neighbour` is `neighbor` there."""
    read = {vocab[word].norm_ for word in part.words if word.isalpha()}
    return replace(part, words=part.words | read)


def expand(line: str, words: Words) -> list[tuple[Part, ...]]:
    """The token patterns of one line: one for each choice of its {phrases}."""
    try:
        choices = [_choices(piece, words) for piece in line.split()]
    except KeyError as unknown:
        raise SafetyFileError(
            f"in the line {line!r}: no list or phrases called {unknown}"
        ) from None
    patterns = [tuple(part for chosen in choice for part in chosen) for choice in product(*choices)]
    if not all(any(part.words and not part.optional for part in pattern) for pattern in patterns):
        raise SafetyFileError(f"the line {line!r} must hold a word that may not be left out")
    return patterns


def _choices(piece: str, words: Words) -> list[tuple[Part, ...]]:
    if piece.startswith("{"):
        name, optional = piece.strip("{}?"), piece.endswith("?")
        found = [pattern for line in words.phrases[name] for pattern in expand(line, words)]
        return [*found, ()] if optional else found
    if piece in _GAPS:
        return [(Part(frozenset(), gap=_GAPS[piece]),)]
    if piece in ("^", "$"):
        return [(Part(frozenset(["<start>" if piece == "^" else "<end>"])),)]
    optional = len(piece) > 1 and piece.endswith("?")
    names = piece[:-1] if optional else piece
    found = frozenset().union(*(_words(n, words) for n in names.split("/")))
    if all(len(word) > 2 and word.endswith("'s") for word in found):
        owners = frozenset(word[:-2] for word in found)
        return [(Part(owners, optional), Part(frozenset(["'s"]), optional))]
    return [(Part(found, optional),)]


def _words(name: str, words: Words) -> frozenset[str]:
    if name.startswith("@"):
        return words.of(name[1:])
    return forms_of(name[:-1], words.forms) if name.endswith("+") else frozenset([name])


def _token(part: Part) -> dict[str, Any]:
    if part.gap:
        return {"LOWER": {"NOT_IN": sorted(_NEVER_IN_A_GAP)}, "OP": f"{{0,{part.gap}}}"}
    found: Any = next(iter(part.words)) if len(part.words) == 1 else {"IN": sorted(part.words)}
    return {"LOWER": found, "OP": "?"} if part.optional else {"LOWER": found}


def _rarest(needed: Sequence[frozenset[str]]) -> frozenset[str]:
    """The rarest place of a pattern: a text without one of its words cannot match."""
    return min(needed, key=lambda found: (len(found & _EVERYDAY), len(found)))
