"""Rasa component: what a message is, as one of the intents of the domain."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.keys import LIKENESS
from bot.nlu.known_texts import KnownTexts, rows_of
from bot.nlu.sources import sources_fingerprint
from bot.nlu.votes import Votes


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MessageIntent(IntentClassifier, GraphComponent):
    """Sets `intent` and a complete, sorted `intent_ranking`.

    It learns the full names (`answer/meaning`, `skip`), and adds up the parts of `answer`.
    """

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
        """`leave_out` names intents that other components learn."""
        return {"leave_out": []}

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        model: Votes | None = None,
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
    ) -> MessageIntent:
        """Return a classifier that is not trained yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageIntent:
        """Return the classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Votes.open(folder, "intents"))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples but those other components learn, and keep the weights."""
        examples = [e for e in training_data.intent_examples if self._concerns(e)]
        labels = [example.get_full_intent() for example in examples]
        known, rows = rows_of(examples)
        self._model = Votes.one_of(len(known), rows, known.among_themselves(rows), labels)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder, "intents")
        return self._resource

    def _concerns(self, example: Message) -> bool:
        return bool(example.get(TEXT)) and example.get(INTENT) not in self._config["leave_out"]

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the intents of each message."""
        for message in messages:
            shares = self._model.shares(message.get(LIKENESS)[:1])[0]
            ranking = intent_ranking(self._model.classes, shares)
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def intent_ranking(names: Sequence[str], shares: np.ndarray) -> List[Dict[Text, Any]]:
    """Add up the shares of names with the same first part (`answer/...`), the greatest first."""
    totals: Dict[Text, float] = {}
    for name, share in zip(names, shares):
        intent = name.split("/")[0]
        totals[intent] = totals.get(intent, 0.0) + float(share)
    ranked = sorted(totals.items(), key=lambda pair: -pair[1])
    return [{"name": name, "confidence": confidence} for name, confidence in ranked]
