"""The last step of understanding: which needs a message speaks of, and whether it is a story or something else."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

STORY = "tell_story"
NEED = "need_"
CRISIS = "crisis_"
SHORT_ACTS = frozenset({"affirm", "deny", "greet", "thanks", "skip", "stop", "correction"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Listening(IntentClassifier, GraphComponent):
    """Reads the ranking of the classifier before it.

    Adds `needs` (need keys, surest first) to the message. A message of which nothing is sure, or that is too long for
    a "yes" or a "thanks", is a story: the resident's words are kept, and never taken for a command.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier must come before."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Confidences from 0 to 1; `short` is in words."""
        return {"sure": 0.35, "sure_of_crisis": 0.5, "sure_of_need": 0.2, "short": 10}

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Listening:
        """Make the component."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Settle the intent and the needs of each message."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY, [])
            message.set("needs", self._needs(ranking), add_to_output=True)
            if ranking and not self._is_believed(ranking[0], message.get(TEXT, "")):
                message.set(INTENT, {"name": STORY, "confidence": ranking[0]["confidence"]}, add_to_output=True)
        return messages

    def _needs(self, ranking: list[dict[str, Any]]) -> list[str]:
        sure = [r for r in ranking if r["confidence"] >= self._config["sure_of_need"]]
        return [r["name"].removeprefix(NEED) for r in sure if r["name"].startswith(NEED)]

    def _is_believed(self, top: dict[str, Any], text: str) -> bool:
        name, confidence = top["name"], top["confidence"]
        if name.startswith(CRISIS):
            return bool(confidence >= self._config["sure_of_crisis"])
        if name in SHORT_ACTS and len(text.split()) > self._config["short"]:
            return False
        return bool(confidence >= self._config["sure"])
