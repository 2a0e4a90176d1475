"""One turn: what came in from the gateway, and the one report that goes back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.intake import Heard, hear, intent_of
from nightdoor.core.story import Story
from nightdoor.wording import load

NUMBERS = {key: helpline.words for key, helpline in load().helplines.items()}
"""What is said of each helpline, by its key in `data/helplines.yml`, the one place where numbers stand."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was known before this message, and the message.

    It is read from the message's own metadata (Nightdoor's database), never from the tracker, so that a turn that is
    played again, or on another engine, comes to the same end.
    """

    before: Story
    heard: Heard
    offered: tuple[str, ...]
    channel: str

    @property
    def story(self) -> Story:
        """The story with what this message told."""
        return hear(self.before, self.heard)


def read_turn(tracker: Tracker) -> Turn:
    """Read the turn from the tracker's latest message."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    text, asked = message.get("text") or "", metadata.get("asked")
    understood = (message.get("intent") or {}).get("name") or "tell_story"
    needs = tuple(message.get("needs") or ())
    heard = Heard(text=text, intent=intent_of(understood, text, asked), needs=needs, asked=asked)
    offered = tuple(str(service) for service in metadata.get("offered") or ())
    return Turn(Story.from_dict(metadata.get("story") or {}), heard, offered, str(metadata.get("channel") or ""))


def say(dispatcher: CollectingDispatcher, words: str) -> None:
    """Say words of the domain (`bot/domain/words.yml`), with the helplines' numbers filled in where they are named."""
    dispatcher.utter_message(response=words, **NUMBERS)


def report(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    outcome: str,
    *,
    asked: str | None = None,
    crisis_kind: str | None = None,
    offered: Sequence[dict[str, str]] = (),
) -> None:
    """Send the gateway this turn's one report: the story, the open question, what came of it, and what was offered."""
    answer: dict[str, Any] = {
        "story": turn.story.as_dict(),
        "asked": asked,
        "outcome": outcome,
        "crisis_kind": crisis_kind,
        "offered": list(offered),
    }
    dispatcher.utter_message(json_message={"nightdoor": answer})
