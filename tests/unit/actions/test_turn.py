"""A message is read together with the question that it answers."""

from typing import Any

import pytest
from rasa_sdk.interfaces import Tracker

from actions.turn import read_turn
from nightdoor.core.story import Story


def _tracker(text: str, understood: str, asked: str | None) -> Tracker:
    metadata = {"story": Story(needs=("housing",), what_happened="it leaks").as_dict(), "asked": asked}
    message: dict[str, Any] = {"text": text, "intent": {"name": understood}, "metadata": metadata}
    return Tracker("key", {}, message, [], False, None, {}, "action_listen")


@pytest.mark.parametrize(
    ("asked", "text", "understood"),
    [
        ("name", "Asha", "greet"),
        ("name", "Grace", "thanks"),
        ("safe_contact", "anytime", "goodbye"),
        ("safe_contact", "mornings", "greet"),
        ("place", "hello street", "greet"),
        ("would_help", "a hug", "thanks"),
    ],
)
def test_an_answer_that_sounds_like_a_greeting_is_taken_for_the_answer(asked: str, text: str, understood: str) -> None:
    assert read_turn(_tracker(text, understood, asked)).story.as_dict()[asked] == text


@pytest.mark.parametrize(("text", "understood"), [("Hi", "greet"), ("thanks!", "thanks"), ("bye", "goodbye")])
def test_a_plain_greeting_is_no_answer(text: str, understood: str) -> None:
    assert read_turn(_tracker(text, understood, "name")).story.name is None


def test_what_sounds_like_a_greeting_is_one_where_a_story_is_asked_for() -> None:
    assert read_turn(_tracker("hey hun u there", "greet", None)).heard.intent == "greet"
