"""Rasa component: one spaCy parse of a text, shared by every component after it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.clauses import Passage, passages
from bot.nlu.keys import PASSAGES, SPACY_DOC
from bot.nlu.sources import sources_fingerprint
from bot.nlu.text import readable


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyDocument(Tokenizer):
    """Sets `spacy_doc`, `passages` and the tokens of each message."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`model` is the spaCy package; `exclude` names the parts of it that nothing here reads."""
        return {
            "model": "en_core_web_sm",
            "exclude": ["ner"],
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @staticmethod
    def required_packages() -> List[Text]:
        """Python packages this component cannot run without."""
        return ["spacy"]

    def __init__(self, config: Dict[Text, Any], language: Language) -> None:
        super().__init__(config)
        self._language = language

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
    ) -> SpacyDocument:
        """Load the spaCy model. Raises OSError when its package is not installed."""
        return cls(config, spacy.load(config["model"], exclude=config["exclude"]))

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Return the tokens of the shared parse."""
        return _tokens(self._language(readable(message.get(attribute))))

    def process(self, messages: List[Message]) -> List[Message]:
        """Parse each message; an empty text gets an empty document."""
        for message in messages:
            self._set(message, self._language(readable(message.get(TEXT) or "")), clauses=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Parse all training texts in batches; each stays whole."""
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        texts = (readable(example.get(TEXT)) for example in examples)
        for example, doc in zip(examples, self._language.pipe(texts, batch_size=128)):
            self._set(example, doc, clauses=False)
        return training_data

    @staticmethod
    def _set(message: Message, doc: Doc, clauses: bool) -> None:
        message.set(SPACY_DOC, doc)
        message.set(PASSAGES, passages(doc) if clauses else [Passage(doc.text, doc.text)])
        message.set("text_tokens", _tokens(doc))


def _tokens(doc: Doc) -> List[Token]:
    return [Token(t.text, t.idx, lemma=t.lemma_) for t in doc if not t.is_space]
