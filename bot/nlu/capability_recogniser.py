"""Rasa component: which of the twelve capability domains a text speaks of, and with what wish."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.capability_model import NO_WISH, CapabilityModel, Labelled
from bot.nlu.keys import CAPABILITIES, LIKENESS_OF_ANY_LENGTH, PASSAGES
from bot.nlu.known_texts import KnownTexts, rows_of
from bot.nlu.sources import sources_fingerprint

ANSWER = "answer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CapabilityRecogniser(GraphComponent):
    """Sets `capabilities`; an empty list means it is not sure enough to say anything."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [KnownTexts]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["scipy"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`threshold`: confidence below which it says nothing; `most`: labels a text may carry."""
        return {"threshold": 0.5, "most": 2}

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
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """Train again when any of the code of this folder changed."""
        return sources_fingerprint()

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
        """Return the recogniser as it was trained; it says nothing when there was nothing to learn."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, CapabilityModel.open(folder))
        except ValueError:  # Rasa's way to say that training kept nothing
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the answers that say which domain and wish they carry."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and labels_of(e)]
        labels = [labels_of(example) for example in examples]
        if not any(label.domains for label in labels):
            return self._resource
        known, rows = rows_of(examples)
        self._model = CapabilityModel.fit(known, rows, labels)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Label each message."""
        for message in messages:
            message.set(CAPABILITIES, self._found(message), add_to_output=True)
        return messages

    def _found(self, message: Message) -> List[Dict[Text, Any]]:
        if self._model is None:
            return []
        return self._model.found(
            message.get(PASSAGES),
            message.get(LIKENESS_OF_ANY_LENGTH),
            self._config["threshold"],
            self._config["most"],
        )


def labels_of(example: Message) -> Labelled | None:
    """Return the domains and wish a training example carries; None if it does not tell.

    `answer/meaning` with `also: [enjoyment]` carries two domains, `answer/none` none; so do the messages that are
    no answer, such as "skip". A plain `answer`, and a choice of a closed question, may be about anything.
    """
    intent, full = example.get(INTENT), example.get(INTENT_RESPONSE_KEY)
    if intent != ANSWER:
        return Labelled(frozenset(), NO_WISH, intent) if full is None else None
    if full is None:
        return None
    notes = (example.get("metadata") or {}).get("intent") or {}
    named = full.split("/")[1]
    return Labelled(
        frozenset({named, *notes.get("also", [])} - {"none"}), notes.get("wish", NO_WISH), named
    )
