"""Rasa component: how a text reads with its misspellings mended. For reading only; the text stays as typed."""

from __future__ import annotations

import dataclasses
from typing import Any, Dict, List, Optional, Text, Type

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.keys import PASSAGES
from bot.nlu.sources import sources_fingerprint
from bot.nlu.spacy_document import SpacyDocument
from bot.nlu.spelling import Spelling


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Readings(GraphComponent):
    """Fills in the `reading` of every passage."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [SpacyDocument]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["spacy"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`dictionary` is the spaCy package whose lemmatizer lists the words of the language."""
        return {"dictionary": "en_core_web_sm"}

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        spelling: Spelling | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._spelling = spelling

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
    ) -> Readings:
        """Return a component that knows no words yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Readings:
        """Return the component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Spelling.open(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of all training texts."""
        texts = [
            e.get(PASSAGES)[0].text for e in training_data.training_examples if e.get(PASSAGES)
        ]
        self._spelling = Spelling.fit(texts, _dictionary_words(self._config["dictionary"]))
        with self._storage.write_to(self._resource) as folder:
            self._spelling.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Read each message."""
        for message in messages:
            self._read(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the training texts in the same way."""
        for example in training_data.training_examples:
            if example.get(PASSAGES):
                self._read(example)
        return training_data

    def _read(self, message: Message) -> None:
        read = [
            dataclasses.replace(passage, reading=self._spelling.reading(passage.text))
            for passage in message.get(PASSAGES)
        ]
        message.set(PASSAGES, read)


def _dictionary_words(package: Text) -> set[Text]:
    """Return the base forms of English words, from the WordNet lists of spaCy's lemmatizer."""
    language = spacy.load(
        package, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "ner"]
    )
    tables = language.get_pipe("lemmatizer").lookups
    listed = [tables.get_table(name) for name in ("lemma_index", "lemma_exc")]
    words = {word for table in listed for part in table for word in table[part]}
    return {word for word in words if word.isalpha() and word.isascii()}
