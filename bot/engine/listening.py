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
OTHER_NEED = "other"
CRISIS = "crisis_"
SHORT_ACTS = frozenset({"affirm", "deny", "greet", "goodbye", "thanks", "skip", "stop"})

Ranking = list[dict[str, Any]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Listening(IntentClassifier, GraphComponent):
    """Reads the ranking of the classifier before it, which must hold every intent.

    Adds `needs` (need keys, surest first) to the message. Danger counts together, whatever its kind. A message of
    which nothing is sure, or that is too long for a "yes" or a "thanks", is a story, never a command.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier must come before."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Confidences from 0 to 1; `short` is in words.

        `need_at_all` is what all needs share before any is named, `second_need` the part of that share which a second
        or third need must have.
        """
        return {"sure": 0.25, "crisis": 0.5, "need_at_all": 0.3, "second_need": 0.2, "short": 7}

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
            ranking: Ranking = message.get(INTENT_RANKING_KEY) or []
            message.set("needs", self._needs(ranking), add_to_output=True)
            if ranking:
                message.set(INTENT, self._intent(ranking, message.get(TEXT) or ""), add_to_output=True)
        return messages

    def _needs(self, ranking: Ranking) -> list[str]:
        needs = [rank for rank in ranking if rank["name"].startswith(NEED)]
        share = sum(rank["confidence"] for rank in needs)
        if not needs or share < self._config["need_at_all"]:
            return []
        named = [needs[0], *(r for r in needs[1:3] if r["confidence"] >= self._config["second_need"] * share)]
        keys = [rank["name"].removeprefix(NEED) for rank in named]
        return [key for key in keys if key != OTHER_NEED] or keys

    def _intent(self, ranking: Ranking, text: str) -> dict[str, Any]:
        dangers = [rank for rank in ranking if rank["name"].startswith(CRISIS)]
        danger = sum(rank["confidence"] for rank in dangers)
        if dangers and danger >= self._config["crisis"]:
            return {"name": dangers[0]["name"], "confidence": danger}
        top = next((rank for rank in ranking if not rank["name"].startswith(CRISIS)), ranking[0])
        return top if self._is_believed(top, text) else {"name": STORY, "confidence": top["confidence"]}

    def _is_believed(self, top: dict[str, Any], text: str) -> bool:
        too_long = top["name"] in SHORT_ACTS and len(text.split()) > self._config["short"]
        return bool(top["confidence"] >= self._config["sure"]) and not too_long
