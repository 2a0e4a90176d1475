"""The methods of the Bot API that we use, each from its parameters to its result."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress

from demo.emulators.telegram_state import Json, TelegramSettings, TelegramState, Webhook

LONGEST_TEXT = 4096
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Refused(Exception):
    """The Bot API's error: HTTP status, its words, its parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class TelegramMethods:
    """What a bot may ask Telegram for. Raises Refused."""

    def __init__(self, settings: TelegramSettings, state: TelegramState) -> None:
        self._settings = settings
        self._state = state
        self._known = {
            "getme": self.get_me,
            "sendmessage": self.send_message,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
            "getupdates": self.get_updates,
            "answercallbackquery": self.answer_callback_query,
            "getfile": self.get_file,
        }

    async def call(self, method: str, params: dict[str, str]) -> object:
        """Carry out a method by its name, which Telegram reads in any case."""
        known = self._known.get(method.casefold())
        if known is None:
            raise Refused(404, "Not Found")
        return await known(params)

    async def get_me(self, _params: dict[str, str]) -> object:
        """Introduce the bot."""
        return self._settings.bot

    async def send_message(self, params: dict[str, str]) -> object:
        """Write into a chat that the person began."""
        chat, text = _number(params, "chat_id"), params.get("text", "")
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text) > LONGEST_TEXT:
            raise Refused(400, "Bad Request: message is too long")
        if chat in self._state.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat not in self._state.chats and chat > 0:
            raise Refused(400, "Bad Request: chat not found")
        message: Json = {
            "message_id": self._state.next_message_id(),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup", "first_name": "Sam"},
            "from": self._settings.bot,
            "text": text,
        }
        if markup := params.get("reply_markup"):
            message["reply_markup"] = json.loads(markup)
        self._state.keep(chat, message, mine=False)
        return message

    async def set_webhook(self, params: dict[str, str]) -> object:
        """Have updates posted to an address."""
        secret = params.get("secret_token", "")
        if not _SECRET.fullmatch(secret):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self._state.webhook = Webhook(params.get("url", ""), secret, _list(params, "allowed_updates"))
        self._state.news.set()
        return True

    async def delete_webhook(self, _params: dict[str, str]) -> object:
        """Stop posting updates."""
        self._state.webhook = Webhook()
        return True

    async def get_webhook_info(self, _params: dict[str, str]) -> object:
        """Tell where updates go."""
        waiting = len(self._state.pending)
        return {
            "url": self._state.webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
        }

    async def get_updates(self, params: dict[str, str]) -> object:
        """Hand updates over to one who asks, waiting ``timeout`` seconds for the first."""
        if self._state.webhook.url:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._state.webhook.allowed = _list(params, "allowed_updates") or self._state.webhook.allowed
        if offset := int(params.get("offset", "0")):
            self._state.confirm(offset - 1)
        end = time.monotonic() + float(params.get("timeout", "0"))
        while not self._state.pending and (left := end - time.monotonic()) > 0:
            self._state.news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._state.news.wait(), left)
        return self._state.pending[: int(params.get("limit", "100"))]

    async def answer_callback_query(self, params: dict[str, str]) -> object:
        """Stop a pressed button from spinning."""
        self._state.answered_buttons.append(params["callback_query_id"])
        return True

    async def get_file(self, params: dict[str, str]) -> object:
        """Tell where a file may be fetched."""
        return {"file_id": params["file_id"], "file_unique_id": "AQADBAAD", "file_path": "photos/1.jpg"}


def _number(params: dict[str, str], name: str) -> int:
    try:
        return int(params[name])
    except (KeyError, ValueError):
        raise Refused(400, "Bad Request: chat not found") from None


def _list(params: dict[str, str], name: str) -> list[str]:
    return [str(one) for one in json.loads(params.get(name) or "[]")]
