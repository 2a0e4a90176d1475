"""The form that takes the story: restore it, hear an answer, ask one question, finish."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.intake import ANSWERED, ASIDES, QUESTIONS, interrupts, is_told, next_question
from actions.signpost import Offers
from actions.turn import Turn, read_turn, report, say
from nightdoor.core.story import Story

FORM = "story_form"


def slots_of(story: Story) -> list[dict[str, Any]]:
    """Return the events that put a story into the engine's slots."""
    known = story.as_dict() | {"needs": list(story.needs) or None}
    return [SlotSet(slot, known[slot]) for slot in QUESTIONS]


class RestoreStory(Action):
    """Begins every turn where Nightdoor's database left off: the story so far, the form, and its open question."""

    def name(self) -> str:
        """Override Rasa's own session start."""
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Return the events of a conversation that has come as far as the metadata says."""
        metadata = tracker.get_slot("session_started_metadata") or {}
        story = Story.from_dict(metadata.get("story") or {})
        asked = metadata.get("asked")
        resumed = [ActiveLoop(FORM), SlotSet("requested_slot", asked)] if asked in QUESTIONS else []
        return [SessionStarted(), *slots_of(story), *resumed, ActionExecuted("action_listen")]


class HearAnswer(Action):
    """Puts what a message told into the slots, so that the form knows what is left to ask."""

    def name(self) -> str:
        """Run whenever the form is about to ask."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Return the story's slots after this message.

        Nothing is returned for a message that interrupts: the form then steps back and Rasa's rules answer. When they
        have, the form is run again for its pending question, and the slots are given.
        """
        turn = read_turn(tracker)
        if interrupts(turn.heard.intent) and not _has_stepped_back(tracker):
            return []
        return [*slots_of(turn.story), SlotSet("requested_slot", next_question(turn.story))]


def _has_stepped_back(tracker: Tracker) -> bool:
    since_message: list[str] = []
    for event in tracker.events:
        since_message = [] if event["event"] == "user" else [*since_message, event["event"]]
    return "action_execution_rejected" in since_message


class Ask(Action):
    """Asks one question of the form, and reports the story so far."""

    def __init__(self, slot: str, offers: Offers) -> None:
        self._slot = slot
        self._offers = offers

    def name(self) -> str:
        """One action a question."""
        return f"action_ask_{FORM}_{self._slot}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Greet or acknowledge if need be, ask, and report."""
        turn = read_turn(tracker)
        if opening := self._opening(turn):
            say(dispatcher, opening)
        offered = await self._offers.in_turn(dispatcher, turn)
        say(dispatcher, self._question(turn))
        outcome = "privacy" if turn.heard.intent == "ask_privacy" else "asking"
        report(dispatcher, turn, outcome, asked=self._slot, offered=offered)
        return []

    @staticmethod
    def _opening(turn: Turn) -> str | None:
        first = turn.heard.asked is None and turn.before.is_empty()
        if first and turn.heard.intent not in ANSWERED:
            return "utter_welcome" if turn.story.is_empty() else "utter_heard"
        told_now = turn.story.what_happened and not turn.before.what_happened
        return "utter_taken" if told_now else None

    def _question(self, turn: Turn) -> str:
        again = turn.heard.asked == self._slot and turn.heard.intent not in ASIDES
        if again and self._slot in ("what_happened", "consent"):
            return f"utter_again_{self._slot}"
        return f"utter_question_{self._slot}"


class FinishStory(Action):
    """Says honestly what happens next; or, when the story was told before, that the new words were added."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def name(self) -> str:
        """Run when nothing is left to ask."""
        return "action_finish_story"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say what happens next and report."""
        turn = read_turn(tracker)
        offered = await self._offers.in_turn(dispatcher, turn)
        for words in self._words(turn):
            say(dispatcher, words)
        report(dispatcher, turn, "privacy" if turn.heard.intent == "ask_privacy" else "finished", offered=offered)
        return []

    @staticmethod
    def _words(turn: Turn) -> list[str]:
        consent_is_new = turn.before.consent != turn.story.consent
        if not is_told(turn.before) or consent_is_new:
            return ["utter_finished", "utter_finished_after"] if turn.story.consent else ["utter_not_passed_on"]
        if turn.before.place not in ("", turn.story.place) or turn.before.name not in ("", turn.story.name):
            return ["utter_corrected"]
        if turn.story != turn.before:
            return ["utter_added"]
        return [] if turn.heard.intent in ANSWERED | {"ask_services"} else ["utter_still_here"]
