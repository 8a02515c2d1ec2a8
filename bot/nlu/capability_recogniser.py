"""Rasa component: which of the twelve capability domains a text speaks of, and with what wish."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.capability_model import CapabilityModel, Labelled
from bot.nlu.features import passage_rows, text_rows
from bot.nlu.keys import CAPABILITIES, PASSAGES
from bot.nlu.ngram_features import NgramFeatures
from bot.nlu.sentence_embedding import SentenceEmbedding

ANSWER = "answer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CapabilityRecogniser(GraphComponent):
    """Sets `capabilities`; an empty list means it is not sure enough to say anything."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [SentenceEmbedding, NgramFeatures]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`threshold`: confidence below which it says nothing; `most`: labels a text may carry."""
        return {"threshold": 0.5, "most": 2, "strength": 3.0, "wish_strength": 3.0}

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        model: CapabilityModel | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CapabilityRecogniser:
        """Return a recogniser that is not trained yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CapabilityRecogniser:
        """Return the recogniser as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, CapabilityModel.open(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the answers that say which domain and wish they carry."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and labels_of(e)]
        labels = [labels_of(example) for example in examples]
        self._model = CapabilityModel.fit(
            text_rows(examples), labels, self._config["strength"], self._config["wish_strength"]
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Label each message."""
        for message in messages:
            found = self._model.found(
                message.get(PASSAGES),
                passage_rows(message),
                self._config["threshold"],
                self._config["most"],
            )
            message.set(CAPABILITIES, found, add_to_output=True)
        return messages


def labels_of(example: Message) -> Labelled | None:
    """Return the domains and wish a training example carries; None if it does not tell.

    `answer/meaning` with `also: [enjoyment]` carries two domains; `answer/none` and every message
    that is no answer carry none; a plain `answer` may be about anything.
    """
    if example.get(INTENT) != ANSWER:
        return None
    full = example.get(INTENT_RESPONSE_KEY)
    if full is None:
        return None
    notes = (example.get("metadata") or {}).get("intent") or {}
    notes = json.loads(notes) if isinstance(notes, str) else notes
    domains = {full.split("/")[1], *notes.get("also", [])} - {"none"}
    return Labelled(frozenset(domains), notes.get("wish", "none"))
