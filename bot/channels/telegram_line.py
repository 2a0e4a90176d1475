"""The line to Telegram's Bot API, for threads: one event loop of its own, and errors that say what to do."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import timedelta
from typing import Any, TypeVar

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from nightdoor.core.sending import FailureKind, SendFailed

TELEGRAM = "https://api.telegram.org"
TIMEOUT = 10.0
"""Seconds to connect, and again to wait for an answer. A lease on an outbox row must be longer than both."""

# httpx writes every address at INFO, and Telegram's addresses hold the bot's token; the library writes each
# message's words at DEBUG.
for _name, _level in (("httpx", logging.WARNING), ("httpcore", logging.INFO), ("telegram", logging.INFO)):
    logging.getLogger(_name).setLevel(_level)

# The library's own way to have spans of time as timedelta, as every later version will; else it warns.
os.environ.setdefault("PTB_TIMEDELTA", "1")

Answer = TypeVar("Answer")


class TelegramLine:
    """A bot that any thread may call. Makes no request until it is asked to."""

    def __init__(self, token: str, api_base: str = "", timeout: float = TIMEOUT) -> None:
        """Take the bot's token, another host than Telegram's own if any, and how many seconds to wait."""
        base = (api_base or TELEGRAM).rstrip("/")
        request = HTTPXRequest(
            connection_pool_size=16,
            connect_timeout=timeout,
            read_timeout=timeout,
            write_timeout=timeout,
            pool_timeout=timeout,
        )
        self.bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=request,
            get_updates_request=request,
        )
        self._request = request
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="telegram", daemon=True)
        self._thread.start()

    def call(self, work: Callable[[Bot], Coroutine[Any, Any, Answer]]) -> Answer:
        """Do one piece of work with the bot and return its answer. Raises SendFailed."""
        waiting: Future[Answer] = asyncio.run_coroutine_threadsafe(work(self.bot), self._loop)
        try:
            return waiting.result()
        except TelegramError as error:
            raise failure(error) from None
        except (ValueError, TypeError, KeyError, AttributeError):
            # The library cannot make sense of the answer: some proxy's page, half an answer.
            raise SendFailed(FailureKind.TEMPORARY, "no_answer", maybe_sent=True) from None

    def close(self) -> None:
        """Close the connections and end the thread."""
        asyncio.run_coroutine_threadsafe(self._request.shutdown(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def failure(error: TelegramError) -> SendFailed:
    """Return what an error of the library means. Its message may hold the token, so it is not kept."""
    if isinstance(error, RetryAfter):
        return SendFailed(FailureKind.THROTTLED, "429", retry_after=_span(error.retry_after))
    if isinstance(error, Forbidden):
        blocked = "blocked by the user" in error.message
        return SendFailed(FailureKind.OPTED_OUT if blocked else FailureKind.PERMANENT, "403")
    if isinstance(error, InvalidToken):
        return SendFailed(FailureKind.TECHNICAL, "401")
    if isinstance(error, ChatMigrated):
        return SendFailed(FailureKind.PERMANENT, "migrated")
    if isinstance(error, BadRequest):
        lost = "chat not found" in error.message.casefold()
        return SendFailed(FailureKind.PERMANENT if lost else FailureKind.TECHNICAL, "400")
    if isinstance(error, Conflict):
        return SendFailed(FailureKind.TECHNICAL, "409")
    return _network_failure(error)


def _network_failure(error: TelegramError) -> SendFailed:
    """Tell a line that never stood, where nothing can have been sent, from one that broke or fell silent."""
    cause = error.__cause__
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return SendFailed(FailureKind.TEMPORARY, "no_connection")
    code = "line_broken" if isinstance(error, NetworkError) else "no_answer"
    return SendFailed(FailureKind.TEMPORARY, code, maybe_sent=True)


def _span(seconds: timedelta | int) -> timedelta:
    return seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
