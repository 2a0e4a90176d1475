"""Every change we make to Rasa 3.6.21 while it runs, each with its reason.

`FINGERPRINTS` holds the SHA-256 of the upstream source that each patch was written against;
`tests/unit/bot/engine/test_patches.py` fails when a new Rasa changes that code, so that the patch is looked at again.
"""

from __future__ import annotations

import hashlib
import inspect
import logging
from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions import action
from rasa.utils import log_utils

ACTION_TIMEOUT_S = 3.0
"""Rasa waits 300 s for an action, with the resident's next message behind it. Our client gives up after 5 s."""

HARMLESS_FIELDS = frozenset({"event", "action_name", "arg", "key", "status", "host", "event_info", "url"})
"""The only fields of Rasa's structured log that are printed: any other may hold what a resident wrote."""

FINGERPRINTS = {
    "RemoteAction._validate_action_result": "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
    "RemoteAction.run": "ccabf6f1160d527a157fad5bd285ce69e8221b1bcad23f8a61499b4360a1c17e",
    "configure_structlog": "80c9dcfa47c776b56ce43da8d03bc56f6bf7b0116d0167617f33996f17e7b6cc",
    "_anonymizer": "4820873159dbcd5a850fd84f9b0c7d94605d8e74bc8c26c30eef58f0acb7298c",
}


def fingerprint(thing: Any) -> str:
    """Return the SHA-256 of an object's source code."""
    return hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()


UPSTREAM = {
    "RemoteAction._validate_action_result": fingerprint(action.RemoteAction._validate_action_result),
    "RemoteAction.run": fingerprint(action.RemoteAction.run),
    "configure_structlog": fingerprint(log_utils.configure_structlog),
    "_anonymizer": fingerprint(log_utils._anonymizer),
}


def changed_upstream() -> list[str]:
    """Return the names of patched code that is no longer what its patch was written against."""
    return [name for name, known in FINGERPRINTS.items() if UPSTREAM[name] != known]


def keep_the_validator() -> None:
    """Build the JSON-schema validator of an action's answer once, not at each answer: half of a form turn's time."""
    validator = Draft7Validator(action.RemoteAction.action_response_format_spec())

    def validate(self: Any, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    action.RemoteAction._validate_action_result = validate


def wait_three_seconds() -> None:
    """Give an action three seconds: the constant is read at each call, so it is enough to set it."""
    action.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_S


class TurnFailed(BaseException):
    """An action could not be run, so this turn is over. Not an `Exception`: Rasa swallows those and carries on."""


def end_the_turn_when_an_action_fails() -> None:
    """Stop at the first failing action. Rasa would go on without its events, up to ten actions, and answer 200."""
    run = action.RemoteAction.run

    async def run_or_fail(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await run(self, *args, **kwargs)
        except action.ActionExecutionRejection:
            raise
        except Exception as error:  # noqa: BLE001 - any failure means the same: no answer to this turn
            raise TurnFailed(f"{self.name()}: {type(error).__name__}") from None

    action.RemoteAction.run = run_or_fail


def _hide_fields(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key in HARMLESS_FIELDS}


def hide_words_in_structured_logs() -> None:
    """Print only harmless fields: Rasa logs whole messages, events and slots when something fails."""
    log_utils._anonymizer = _hide_fields


def hide_words_in_tracebacks() -> None:
    """Log the kind of an error without its text: aiohttp's quotes the action server's answer, and so the tracker."""
    make = logging.getLogRecordFactory()

    def make_without_traceback(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if record.exc_info:
            kind = record.exc_info[0]
            record.msg = f"{record.msg} [{kind.__name__ if kind else 'no error'}]"
            record.exc_info = record.exc_text = None
        return record

    logging.setLogRecordFactory(make_without_traceback)


def apply() -> None:
    """Apply every patch. Called once, before Rasa's command line runs."""
    keep_the_validator()
    wait_three_seconds()
    end_the_turn_when_an_action_fails()
    hide_words_in_structured_logs()
    hide_words_in_tracebacks()
