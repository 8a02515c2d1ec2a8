"""Rasa component: how alike a text, and each of its clauses, is to every training text."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Tuple, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.keys import (
    KNOWN_ROW,
    LIKENESS,
    LIKENESS_OF_ANY_LENGTH,
    PASSAGE_VECTORS,
    PASSAGES,
)
from bot.nlu.likeness import KnownRows, Shape, word_counts
from bot.nlu.ngrams import Ngrams
from bot.nlu.sentence_embedding import SentenceEmbedding
from bot.nlu.shape import best_shape
from bot.nlu.sources import sources_fingerprint


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class KnownTexts(GraphComponent):
    """Sets `likeness` of a message; of a training text, `known_row` and the shared `known_rows`.

    The comparison is made once for a message; the classifiers after it only weigh it.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [SentenceEmbedding]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["scipy", "sklearn"]

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        ngrams: Ngrams | None = None,
        known: KnownRows | None = None,
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._ngrams = ngrams
        self._known = known

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
    ) -> KnownTexts:
        """Return a component that knows no texts yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnownTexts:
        """Return the component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Ngrams.open(folder), KnownRows.open(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the embedding and the n-grams of every training text. Not the text."""
        examples = _examples(training_data)
        texts = [example.get(PASSAGES)[0].reading for example in examples]
        self._ngrams = Ngrams().fit(texts)
        vectors = np.vstack([example.get(PASSAGE_VECTORS)[0] for example in examples])
        rows = (vectors, self._ngrams.weights(texts), word_counts(texts))
        self._known = KnownRows(*rows, _best_shape(rows, examples))
        with self._storage.write_to(self._resource) as folder:
            self._ngrams.save(folder)
            self._known.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Compare each message and its clauses with the training texts."""
        for message in messages:
            texts = [passage.reading for passage in message.get(PASSAGES)]
            alike, of_any_length = self._known.likeness(
                message.get(PASSAGE_VECTORS), self._ngrams.weights(texts), word_counts(texts)
            )
            message.set(LIKENESS, alike)
            message.set(LIKENESS_OF_ANY_LENGTH, of_any_length)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tell each training text its row; the classifiers compare those they learn from."""
        for row, example in enumerate(_examples(training_data)):
            example.set(KNOWN_ROW, KnownRow(row, self._known))
        return training_data


class KnownRow:
    """The place of one training text among all."""

    def __init__(self, row: int, among: KnownRows) -> None:
        self.row = row
        self.among = among

    def fingerprint(self) -> Text:
        """Rasa asks every value of a message for one; the text and its vector already tell it apart."""
        return str(self.row)


def rows_of(examples: List[Message]) -> tuple[KnownRows, np.ndarray]:
    """Return all known rows and which of them `examples` (at least one) stand in."""
    places = [example.get(KNOWN_ROW) for example in examples]
    return places[0].among, np.array([place.row for place in places])


def _best_shape(rows: Tuple[Any, ...], examples: List[Message]) -> Shape:
    """Choose by the intents; choices of closed questions are no intents, and stand apart."""
    places = [at for at, e in enumerate(examples) if e.get(INTENT) not in (None, "choose")]
    labels = [examples[at].get_full_intent() for at in places]
    return best_shape(lambda shape: KnownRows(*rows, shape), np.array(places), labels)


def _examples(training_data: TrainingData) -> List[Message]:
    return [e for e in training_data.training_examples if e.get(PASSAGES)]
