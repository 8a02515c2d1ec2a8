"""Rasa component: the meaning of a text and of its clauses as MiniLM vectors."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Tuple, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embedder import Embedder, WrongFile, packaged_file
from bot.nlu.keys import PASSAGE_VECTORS, PASSAGES
from bot.nlu.sources import sources_fingerprint
from bot.nlu.spacy_document import SpacyDocument

_PINS = ("package", "file", "sha256")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(DenseFeaturizer, GraphComponent):
    """Sets `passage_vectors`, and the whole text's vector as a dense sentence feature."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must stand before this one in the pipeline."""
        return [SpacyDocument]

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`model` and `tokenizer` each name a package, a file in it and the file's sha256."""
        return {**DenseFeaturizer.get_default_config(), "model": {}, "tokenizer": {}}

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Raise InvalidConfigException when a file is not pinned."""
        for part in ("model", "tokenizer"):
            missing = [pin for pin in _PINS if not config.get(part, {}).get(pin)]
            if missing:
                raise InvalidConfigException(
                    f"SentenceEmbedding in config.yml: {part} lacks {', '.join(missing)}."
                )

    def __init__(self, name: Text, config: Dict[Text, Any], embedder: Embedder) -> None:
        super().__init__(name, config)
        self._embedder = embedder

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
    ) -> SentenceEmbedding:
        """Check both files against their hashes and load them; InvalidConfigException if they differ."""
        cls.validate_config(config)
        try:
            embedder = embedder_from(config)
        except WrongFile as problem:
            raise InvalidConfigException(str(problem)) from problem
        return cls(execution_context.node_name, config, embedder)

    def process(self, messages: List[Message]) -> List[Message]:
        """Embed each message and its clauses in one batch."""
        for message in messages:
            texts = [passage.reading for passage in message.get(PASSAGES)]
            self._set(message, self._embedder.vectors(texts))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embed all training texts in batches."""
        examples = [e for e in training_data.training_examples if e.get(PASSAGES)]
        vectors = self._embedder.vectors([e.get(PASSAGES)[0].reading for e in examples])
        for example, vector in zip(examples, vectors):
            self._set(example, vector[None, :])
        return training_data

    def _set(self, message: Message, vectors: np.ndarray) -> None:
        message.set(PASSAGE_VECTORS, vectors.view(Fingerprinted))
        message.add_features(Features(vectors[:1], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))


class Fingerprinted(np.ndarray):
    """An array that tells Rasa in microseconds what it is; else Rasa prints all its figures to hash the text."""

    def fingerprint(self) -> Text:
        """A hash of the figures and the shape."""
        return hashlib.sha256(str(self.shape).encode() + self.tobytes()).hexdigest()


def embedder_from(config: Dict[Text, Any]) -> Embedder:
    """Return the embedder a configuration pins, one for all components of a process. Raises WrongFile."""
    return _embedder(*pinned_files(config))


def pinned_files(config: Dict[Text, Any]) -> Tuple[Path, Path]:
    """The model's and the tokenizer's file, checked. Raises WrongFile."""
    model, tokenizer = (tuple(config[part][pin] for pin in _PINS) for part in _PARTS)
    return _packaged_file(*model), _packaged_file(*tokenizer)


_packaged_file = lru_cache(maxsize=4)(packaged_file)


@lru_cache(maxsize=1)
def _embedder(model: Path, tokenizer: Path) -> Embedder:
    return Embedder(model, tokenizer)


_PARTS = ("model", "tokenizer")
