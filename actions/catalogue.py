"""Every action the engine may call, put together with what they need."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.handoff import HandOver, NotUnderstood, StopTelling
from actions.intake import QUESTIONS
from actions.signpost import Finder, Offers
from actions.story_form import Ask, FinishStory, HearAnswer, RestoreStory

logger = logging.getLogger(__name__)

Run = Callable[..., Awaitable[list[dict[str, Any]]]]


class ActionFailed(Exception):
    """An action broke. Carries the kind of the error, never its text: that may quote a resident."""


def all_actions(find: Finder) -> ActionExecutor:
    """Return the executor with every action; `find` looks up services."""
    offers = Offers(find)
    questions = [Ask(slot, offers) for slot in QUESTIONS]
    actions: list[Action] = [RestoreStory(), HearAnswer(), *questions, FinishStory(offers)]
    actions += [HandOver(), StopTelling(), NotUnderstood()]
    executor = ActionExecutor()
    for action in actions:
        executor.register_function(action.name(), _failing_quietly(action.name(), action.run))
    return executor


def _failing_quietly(name: str, run: Run) -> Run:
    @functools.wraps(run)
    async def run_quietly(dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        try:
            return await run(dispatcher, tracker, domain)
        except Exception as error:  # noqa: BLE001 - whatever broke, rasa-sdk would log and answer its text
            raise ActionFailed(f"{name}: {type(error).__name__}{_where(error)}") from None

    return run_quietly


def _where(error: Exception) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f" at {frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else ""
