"""Fetches Telegram's updates by asking for them: for a laptop, which no webhook can reach."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from telegram import Update

from bot.channels.parsed import Ignored
from bot.channels.telegram import ALLOWED_UPDATES, read_update
from bot.channels.telegram_line import TelegramLine
from nightdoor.core.message import Inbound
from nightdoor.core.sending import SendFailed

LONG_POLL = 20
"""Seconds that Telegram waits for something to tell us."""
PAUSE = 3.0
"""Seconds to wait when Telegram cannot be reached."""


class TelegramPolling:
    """Hands each message to ``receive``, in order. Telegram repeats what was not confirmed."""

    def __init__(self, line: TelegramLine, receive: Callable[[Inbound], object], long_poll: int = LONG_POLL) -> None:
        """Take the line, and what commits one message; it may be handed the same one again."""
        self._line = line
        self._receive = receive
        self._long_poll = long_poll
        self._next: int | None = None

    def run(self, stopped: threading.Event) -> None:
        """Fetch and hand on until ``stopped``. Whatever ``receive`` raises ends it, and nothing is confirmed."""
        while not stopped.is_set():
            try:
                self._line.call(lambda bot: bot.delete_webhook())
                break
            except SendFailed:
                stopped.wait(PAUSE)
        while not stopped.is_set():
            try:
                updates = self._fetch()
            except SendFailed:
                stopped.wait(PAUSE)
                continue
            for update in updates:
                self._hand_on(update)

    def _fetch(self) -> tuple[Update, ...]:
        # The answer comes after the long poll at the latest: the line's own patience is on top of it.
        return self._line.call(
            lambda bot: bot.get_updates(offset=self._next, timeout=self._long_poll, allowed_updates=ALLOWED_UPDATES)
        )

    def _hand_on(self, update: Update) -> None:
        parsed = read_update(update.to_dict(), datetime.now(UTC))
        if not isinstance(parsed, Ignored):
            self._receive(parsed)
        self._next = update.update_id + 1
