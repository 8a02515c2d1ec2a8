"""The safety screen: finds what may need a person today, by written rules, before anything else looks at a text.

    >>> screen = Screen.from_folder(Path("data/safety"))
    >>> [hit.rule for hit in screen.hits(nlp("I want to die"))]
    ['self_harm.want_to_die']

It needs no training and gives the same answer every time. The rules are `data/safety/*.yml`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.nlu.keys import SPACY_DOC
from bot.nlu.safety_context import contexts
from bot.nlu.safety_patterns import CONTEXTS, Lines, Rule, compile_lines, load_rules
from bot.nlu.safety_words import Reading, Words, load_words, read
from bot.nlu.text import readable

SAFETY = "safety"
"""Output: [{"rule", "cls", "tier", "source", "score"}], empty for ordinary text."""

AT_RISK = "harm_to_others"
"""The class of "someone else may be in danger"."""

FOLDER = Path(__file__).resolve().parents[2] / "data" / "safety"


@dataclass(frozen=True)
class Hit:
    """One rule that fired: `tier` after context, `because` what softened it, `start` and `end` in characters."""

    rule: str
    cls: str
    tier: str
    because: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    says: Lines
    unless: Lines


class Screen:
    """All rules, compiled once; safe to use from several threads."""

    def __init__(self, rules: list[Rule], words: Words, tokenizer: spacy.language.Language) -> None:
        self.rules = rules
        self.words = words
        self._tokenizer = tokenizer
        self._vocab: Vocab = tokenizer.vocab
        self._compiled = [
            _Compiled(
                rule,
                compile_lines(rule.id, rule.says, words, self._vocab),
                compile_lines(rule.id, rule.unless, words, self._vocab),
            )
            for rule in rules
        ]

    @classmethod
    def from_folder(cls, folder: Path) -> Screen:
        """Read and compile the rules of `folder`. Raises SafetyFileError with the file, rule and line."""
        return cls(load_rules(folder), load_words(folder / "words.yml"), spacy.blank("en"))

    def hits_in_text(self, text: str) -> list[Hit]:
        """The hits of a text that was not parsed (a name, an edit): negation is then seen by words alone."""
        return self.hits(self._tokenizer.make_doc(text))

    def hits(self, doc: Doc) -> list[Hit]:
        """The rules that fire on `doc`, one hit a rule, in the order of the files. Empty for ordinary text."""
        reading = _framed(read(doc, self.words))
        if len(reading.words) == 2:
            return []
        present = frozenset(reading.words)
        text = Doc(self._vocab, words=list(reading.words))
        found = (self._hit(c, reading, text, doc, present) for c in self._compiled)
        return [hit for hit in found if hit]

    def _hit(
        self, compiled: _Compiled, reading: Reading, text: Doc, doc: Doc, present: frozenset[str]
    ) -> Optional[Hit]:
        spans = compiled.says.spans(text, present)
        if not spans:
            return None
        vetoes = compiled.unless.spans(text, present)
        spans = [span for span in spans if not any(_overlap(span, veto) for veto in vetoes)]
        judged = [self._judged(compiled.rule, reading, doc, span) for span in spans]
        kept = [hit for hit in judged if hit]
        return min(kept, key=lambda hit: (hit.tier != "hard", hit.start, -hit.end), default=None)

    def _judged(
        self, rule: Rule, reading: Reading, doc: Doc, span: tuple[int, int]
    ) -> Optional[Hit]:
        held = contexts(reading, doc, *span, self.words)
        outcomes = {name: rule.context[name] for name in CONTEXTS if name in held}
        if "none" in outcomes.values():
            return None
        softened = tuple(name for name, outcome in outcomes.items() if outcome != "same")
        # "My brother took his own life" is grief, not someone at risk now.
        at_risk = "at_risk" in outcomes.values() and "past" not in held
        places = [reading.origin[i] for i in range(*span) if reading.origin[i] >= 0]
        first, last = doc[min(places)], doc[max(places)]
        return Hit(
            rule=rule.id,
            cls=AT_RISK if at_risk else rule.cls,
            tier="soft" if softened else rule.tier,
            because=softened,
            start=first.idx,
            end=last.idx + len(last),
        )


def _framed(reading: Reading) -> Reading:
    return Reading(("<start>", *reading.words, "<end>"), (-1, *reading.origin, -1))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def folder_fingerprint(folder: Path) -> str:
    """A hash over the pattern files, so that an edited rule makes a new model."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SafetyScreen(GraphComponent):
    """The screen in the Rasa pipeline, right after the parse: adds its hits to the message under `safety`."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Nothing to set: the rules are the configuration."""
        return {}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyScreen:
        """Read and compile the rules. Raises SafetyFileError."""
        return cls(Screen.from_folder(FOLDER))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """The rules are part of the model's fingerprint."""
        return folder_fingerprint(FOLDER)

    def process(self, messages: List[Message]) -> List[Message]:
        """Screen each message; texts without a parse are screened all the same."""
        for message in messages:
            hits = [
                {
                    "rule": hit.rule,
                    "cls": hit.cls,
                    "tier": hit.tier,
                    "source": "screen",
                    "score": None,
                }
                for hit in self._hits(message)
            ]
            message.set(SAFETY, [*(message.get(SAFETY) or []), *hits], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Screen the training texts, so that the safety net knows which of them are not ordinary."""
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def _hits(self, message: Message) -> list[Hit]:
        doc = message.get(SPACY_DOC)
        if doc is not None:
            return self._screen.hits(doc)
        return self._screen.hits_in_text(readable(message.get(TEXT) or ""))
