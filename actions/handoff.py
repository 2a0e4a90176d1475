"""Bringing a human, and stopping. The engine is the last reader of danger, after triage."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.intake import CRISIS
from actions.turn import read_turn, report, say


class HandOver(Action):
    """Tells the gateway that a human is needed or asked for; the gateway raises the same alert as triage does."""

    def name(self) -> str:
        """Run for every crisis intent and for a wish to speak to a person."""
        return "action_hand_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say so, report, and end the questions; the open one is kept for when the human hands back."""
        turn = read_turn(tracker)
        is_crisis = turn.heard.intent.startswith(CRISIS)
        say(dispatcher, "utter_crisis" if is_crisis else "utter_human")
        kind = turn.heard.intent.removeprefix(CRISIS) if is_crisis else None
        report(dispatcher, turn, "crisis" if is_crisis else "human", asked=turn.heard.asked, crisis_kind=kind)
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class StopTelling(Action):
    """Ends the questions when the resident says so; what was told is kept."""

    def name(self) -> str:
        """Run for the intent to stop."""
        return "action_stop"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say so and report."""
        turn = read_turn(tracker)
        say(dispatcher, "utter_stopped")
        report(dispatcher, turn, "stopped", asked=turn.heard.asked)
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class NotUnderstood(Action):
    """Rasa's last resort, with a report, so that no turn ends in silence."""

    def name(self) -> str:
        """Override Rasa's own fallback."""
        return "action_default_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Ask for other words and report."""
        turn = read_turn(tracker)
        say(dispatcher, "utter_default")
        report(dispatcher, turn, "other", asked=turn.heard.asked)
        return []
