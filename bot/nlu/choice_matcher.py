"""Rasa component: which choice of a closed question a free text means."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.choice_model import EVERY, NO_CHOICE, ChoiceModel
from bot.nlu.keys import CHOICES, LIKENESS
from bot.nlu.known_texts import KnownTexts, rows_of
from bot.nlu.sources import sources_fingerprint

CHOOSE = "choose"

SHORT_ANSWERS = {"affirm": "yes", "deny": "no", "not_sure": "not_sure"}
"""Intents whose examples also mean the choice of that name, where a question has it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ChoiceMatcher(GraphComponent):
    """Sets `choices`; the actions look up the question that is open."""

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
        """`threshold`: confidence below which a text means no choice."""
        return {"threshold": 0.5}

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        model: ChoiceModel | None = None,
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
    ) -> ChoiceMatcher:
        """Return a matcher that is not trained yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ChoiceMatcher:
        """Return the matcher as it was trained; it says nothing when there was nothing to learn."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, ChoiceModel.open(folder))
        except ValueError:  # Rasa's way to say that training kept nothing
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on `choose/<question>.<choice>` examples, with every other text as none of them."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        labels = choice_labels([example.get_full_intent() for example in examples])
        telling = [at for at, label in enumerate(labels) if _is_asked(at, label)]
        if not telling:
            return self._resource
        known, rows = rows_of([examples[at] for at in telling])
        model = ChoiceModel.fit(known, rows, [labels[at] for at in telling])
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Match each message."""
        for message in messages:
            message.set(CHOICES, self._found(message), add_to_output=True)
        return messages

    def _found(self, message: Message) -> Dict[Text, List[Dict[Text, Any]]]:
        if self._model is None:
            return {}
        return self._model.matches(message.get(LIKENESS)[:1], self._config["threshold"])


def choice_labels(intents: List[str]) -> List[Dict[str, str]]:
    """Say for each text, by its full intent, which choice of each question it means.

    A choice of one question says nothing about the others: "yes" may answer several.
    """
    choices = _choices(intents)
    return [_labels(intent, choices) for intent in intents]


def _is_asked(place: int, label: Dict[str, str]) -> bool:
    means_none = set(label.values()) == {NO_CHOICE}
    return bool(label) and (not means_none or place % EVERY == 0)


def _choices(intents: List[str]) -> Dict[str, set[str]]:
    choices: Dict[str, set[str]] = {}
    for intent in intents:
        if intent.startswith(f"{CHOOSE}/"):
            question, choice = intent.split("/")[1].split(".")
            choices.setdefault(question, set()).add(choice)
    return choices


def _labels(intent: str, choices: Dict[str, set[str]]) -> Dict[str, str]:
    if intent.startswith(f"{CHOOSE}/"):
        question, choice = intent.split("/")[1].split(".")
        return {question: choice}
    short = SHORT_ANSWERS.get(intent)
    if short is None:
        return dict.fromkeys(choices, NO_CHOICE)
    return {question: short for question, named in choices.items() if short in named}
