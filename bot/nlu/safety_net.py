"""The trained net beside the safety screen catches what no rule says ("they won't have to worry about me longer")."""

from __future__ import annotations

import hashlib
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from bot.nlu.adapter import Adapter, adapted
from bot.nlu.embedder import Embedder
from bot.nlu.keys import SPACY_DOC
from bot.nlu.safety_examples import (
    NONE,
    Example,
    is_kept_back,
    read_folder,
    rule_examples,
    without_doubles,
)
from bot.nlu.safety_kernel import NetModel, Texts, fit_net
from bot.nlu.safety_patterns import CLASSES, load_rules
from bot.nlu.safety_reader import pieces_of, reader_from, readings_of, texts_of
from bot.nlu.safety_screen import FOLDER, SAFETY, SafetyScreen, folder_fingerprint
from bot.nlu.safety_sentences import has_any
from bot.nlu.safety_words import Words, load_words, read
from bot.nlu.sentence_embedding import SentenceEmbedding, pinned_files

EXAMPLES = FOLDER / "examples"
ADAPTER = FOLDER / "adapter.npz"
"""Learnt from the examples by `python -m bot.instruments.adapt`."""
_MODEL = "safety_reader.onnx"

NOT_ORDINARY = ("ask_symptom_check", "ask_medicine_advice", "ask_diagnosis", "urgent_help")
"""Intents whose texts may well need a person today; they are not held up as ordinary."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class SafetyNet(GraphComponent):
    """Adds to `safety` what it notices: {"rule": "net.<class>", "cls", "tier", "source": "net", "score"}."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [SafetyScreen, SentenceEmbedding]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`model`, `tokenizer`: as for SentenceEmbedding. The rest: see fit_net."""
        return {
            "model": {},
            "tokenizer": {},
            "ridge": 0.1,
            "gamma": 1.0,
            "places": 4000,
            "hard_per_thousand": 12.0,
            "soft_per_thousand": 25.0,
        }

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        model: Optional[NetModel] = None,
        reader: Optional[Embedder] = None,
    ) -> None:
        SentenceEmbedding.validate_config(config)
        self._config = config
        self._storage = storage
        self._resource = resource
        self._words = load_words(FOLDER / "words.yml")
        self._model = model
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyNet:
        """Return a net that is not trained yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyNet:
        """Return the net as it was trained."""
        with model_storage.read_from(resource) as folder:
            reader = reader_from(config, folder / _MODEL)
            return cls(config, model_storage, resource, NetModel.open(folder), reader)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Examples, rules and adapter are read past the training data; their content is part of the fingerprint."""
        adapter = hashlib.sha256(ADAPTER.read_bytes()).hexdigest()
        return folder_fingerprint(EXAMPLES) + folder_fingerprint(FOLDER) + adapter

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples and the rules' own lines; the dialogue's training texts stand for ordinary answers."""
        examples = without_doubles(read_folder(EXAMPLES) + rule_examples(load_rules(FOLDER)))
        ordinary = ordinary_texts(training_data.training_examples, examples)
        with self._storage.write_to(self._resource) as folder:
            model, _ = pinned_files(self._config)
            (folder / _MODEL).write_bytes(adapted(model, Adapter.open(ADAPTER)))
            self._reader = reader_from(self._config, folder / _MODEL)
            self._model = fit_on(examples, ordinary, self._words, self._reader, self._config)
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Score each message as a whole, and sentence by sentence when there are several."""
        for message in messages:
            if not (self._model and self._reader) or not (message.get(TEXT) or "").strip():
                continue
            pieces = pieces_of(message.get(SPACY_DOC))
            hits = (
                noticed(self._model, texts_of(readings_of(pieces, self._words), self._reader))
                if pieces
                else []
            )
            hits = gentler_at_values(hits, message.get(SPACY_DOC), self._words)
            message.set(SAFETY, [*(message.get(SAFETY) or []), *hits], add_to_output=True)
        return messages


def gentler_at_values(hits: list[dict[str, Any]], doc: Doc, words: Words) -> list[dict[str, Any]]:
    """The hits, milder where a text says how life is to end: a value, not a cry.

    There the net alone does not stop the person over self-harm but adds the one line, and adds none where it would
    have added one. A rule still stops.
    """
    if not has_any(read(doc, words).words, words, "limits_of_care", "end_of_life_phrases"):
        return hits
    kept = [hit for hit in hits if (hit["cls"], hit["tier"]) != ("self_harm", "soft")]
    return [{**hit, "tier": "soft"} if hit["cls"] == "self_harm" else hit for hit in kept]


def ordinary_texts(messages: List[Message], examples: List[Example]) -> list[str]:
    """The dialogue's training texts that stand for ordinary answers.

    Not those the screen stops at, nor questions about symptoms and medicines, many of which should be noticed.
    """
    taken = {example.text for example in examples}
    texts = [m.get(TEXT) for m in messages if m.get(TEXT) and not _may_need_help(m)]
    return sorted({text for text in texts if text not in taken})


def _may_need_help(message: Message) -> bool:
    stopped = any(hit["tier"] == "hard" for hit in message.get(SAFETY) or [])
    return stopped or (message.get(INTENT) or "").startswith(NOT_ORDINARY)


def fit_on(
    examples: List[Example],
    ordinary: List[str],
    words: Words,
    reader: Embedder,
    settings: Dict[Text, Any],
) -> NetModel:
    """Embed everything and fit. The bars are set on `ordinary` only."""
    tokenizer = spacy.blank("en")
    everything = [example.text for example in examples] + ordinary
    readings = readings_of([tokenizer.make_doc(text) for text in everything], words)
    classes_of = [example.cls for example in examples] + [NONE] * len(ordinary)
    tiers_of = [example.tier for example in examples] + [""] * len(ordinary)
    everyday = np.arange(len(everything)) >= len(examples)
    kept_back = np.array([is_kept_back(text) for text in everything])
    texts = texts_of(readings, reader)
    return fit_net(texts, classes_of, tiers_of, everyday, kept_back, CLASSES, settings)


def noticed(model: NetModel, texts: Texts) -> list[dict[str, Any]]:
    """The classes of the texts that pass a bar, each at its hardest tier with its best score."""
    hits: dict[str, dict[str, Any]] = {}
    for scores in model.scores(texts):
        tier = model.tier_of(scores)
        for name in model.classes_of(scores) if tier else []:
            _keep_harder(hits, _hit(name, tier, float(scores[-2])))
    return list(hits.values())


def _hit(name: str, tier: str, score: float) -> dict[str, Any]:
    return {
        "rule": f"net.{name}",
        "cls": name,
        "tier": tier,
        "source": "net",
        "score": round(score, 3),
    }


def _keep_harder(hits: dict[str, dict[str, Any]], hit: dict[str, Any]) -> None:
    before = hits.setdefault(hit["cls"], hit)
    if (hit["tier"] == "hard", hit["score"]) > (before["tier"] == "hard", before["score"]):
        hits[hit["cls"]] = hit
