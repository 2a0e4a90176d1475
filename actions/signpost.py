"""Pointing to services that may help now: three at most, and none twice in a conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn, say


class Offer(Protocol):
    """A service as the directory offers it."""

    @property
    def id(self) -> str:
        """Its id in the directory."""

    @property
    def name(self) -> str:
        """Its name, as people know it."""

    def sms_text(self) -> str:
        """Return one message's worth of it: name, phone, hours."""


Finder = Callable[[Sequence[str], str | None, Collection[str]], Sequence[Offer]]
"""Needs, place or None, and ids already offered, to at most three services, best first."""


def find_nothing(needs: Sequence[str], place: str | None, exclude: Collection[str]) -> Sequence[Offer]:
    """A directory without services: what a door without a directory knows."""
    return ()


class Offers:
    """Offers services in the course of a turn."""

    def __init__(self, find: Finder) -> None:
        self._find = find

    async def in_turn(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, str]]:
        """Offer services when asked for, or once when it is known what is needed and where; return them as reported."""
        asked_for = turn.heard.intent == "ask_services"
        if not asked_for and not self._is_time(turn):
            return []
        found = await asyncio.to_thread(self._find, turn.story.needs, turn.story.place or None, turn.offered)
        if found or asked_for:
            say(dispatcher, "utter_services" if found else "utter_no_services")
        for service in found:
            dispatcher.utter_message(text=service.sms_text())
        return [{"id": service.id, "name": service.name} for service in found]

    @staticmethod
    def _is_time(turn: Turn) -> bool:
        return bool(turn.story.needs) and turn.story.place is not None and not turn.offered
