"""Sends messages through Telegram, and tells Telegram where our webhook is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.channels.telegram import ALLOWED_UPDATES, WEBHOOK_PATH
from bot.channels.telegram_line import TelegramLine
from nightdoor.core.sending import FailureKind, SendFailed

LONGEST_MESSAGE = 4096
"""Characters that Telegram takes in one message."""


class TelegramSender:
    """A `nightdoor.core.sending.Sender`."""

    remembers = False

    def __init__(self, line: TelegramLine) -> None:
        """Take the line to the bot."""
        self._line = line

    def send(self, to: str, body: str, buttons: Sequence[str] = ()) -> str:
        """Hand one message over and return Telegram's id of it. Raises SendFailed.

        ``buttons`` stand below the message; a pressed one comes back as a message of its words.
        """
        chat = _chat_id(to)
        message = self._line.call(
            lambda bot: bot.send_message(
                chat,
                body,
                reply_markup=_keyboard(buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        return str(message.message_id)

    def was_already_sent(self, to: str, body: str, since: datetime, known: Collection[str] = ()) -> str | None:
        """Return None: a bot cannot ask Telegram what it said."""
        return None

    def set_webhook(self, public_url: str, secret_token: str) -> None:
        """Have Telegram hand every message to our webhook, with the secret in a header. Raises SendFailed."""
        url = public_url.rstrip("/") + WEBHOOK_PATH
        self._line.call(lambda bot: bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret_token))


def _chat_id(address: str) -> int:
    try:
        return int(address)
    except ValueError:
        raise SendFailed(FailureKind.TECHNICAL, "not_a_chat") from None


def _keyboard(buttons: Sequence[str]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(words, callback_data=words)] for words in buttons]
    return InlineKeyboardMarkup(rows) if rows else None
