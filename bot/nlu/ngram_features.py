"""Rasa component: weights of words and characters of a text and of its clauses."""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.keys import PASSAGE_NGRAMS, PASSAGES
from bot.nlu.ngrams import Ngrams
from bot.nlu.spacy_document import SpacyDocument


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeatures(GraphComponent):
    """Sets `passage_ngrams`."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [SpacyDocument]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["sklearn"]

    def __init__(self, storage: ModelStorage, resource: Resource, ngrams: Ngrams) -> None:
        self._storage = storage
        self._resource = resource
        self._ngrams = ngrams

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeatures:
        """Return a component that knows no n-grams yet."""
        return cls(model_storage, resource, Ngrams())

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeatures:
        """Return the component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Ngrams.open(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the n-grams of all training texts and keep them."""
        self._ngrams.fit([e.get(PASSAGES)[0].text for e in _examples(training_data)])
        with self._storage.write_to(self._resource) as folder:
            self._ngrams.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh each message and its clauses."""
        for message in messages:
            texts = [passage.text for passage in message.get(PASSAGES)]
            message.set(PASSAGE_NGRAMS, self._ngrams.weights(texts))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Weigh all training texts at once."""
        examples = _examples(training_data)
        weights = self._ngrams.weights([e.get(PASSAGES)[0].text for e in examples])
        for row, example in enumerate(examples):
            example.set(PASSAGE_NGRAMS, weights[row])
        return training_data


def _examples(training_data: TrainingData) -> List[Message]:
    return [e for e in training_data.training_examples if e.get(PASSAGES)]
