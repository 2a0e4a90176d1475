"""What the Telegram emulator remembers: chats, updates the bot has not taken, what goes wrong next."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from demo.emulators.faults import Faults

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """One bot, and how its webhook is really reached.

    ``webhook`` is set from the start in the demonstration; tests set it through the Bot API.
    """

    token: str
    public_url: str = ""
    gateway_url: str = ""
    webhook: str = ""
    secret_token: str = ""
    pause: float = 0.2
    """Seconds before a failed webhook is repeated; doubled each time."""
    longest_pause: float = 5.0

    def reachable(self, url: str) -> str:
        """Return where a public address is really reached from here."""
        base = self.public_url.rstrip("/")
        if not base or not url.startswith(base):
            return url
        return (self.gateway_url.rstrip("/") or base) + url.removeprefix(base)

    @property
    def bot(self) -> Json:
        """Return the bot as Telegram introduces it."""
        number = self.token.partition(":")[0]
        return {
            "id": int(number),
            "is_bot": True,
            "first_name": "Nightdoor",
            "username": "nightdoor_demo_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }


@dataclass(slots=True)
class Webhook:
    """Where updates go, while they are not polled for."""

    url: str = ""
    secret_token: str = ""
    allowed: list[str] = field(default_factory=list)


class TelegramState:
    """Everything since the last reset. Touched by one event loop only."""

    def __init__(self, settings: TelegramSettings) -> None:
        self._settings = settings
        self.faults = Faults()
        self.chats: dict[int, list[Json]] = defaultdict(list)
        self.blocked: set[int] = set()
        self.pending: list[Json] = []
        self.answered_buttons: list[str] = []
        self.news = asyncio.Event()
        self.webhook = Webhook(settings.webhook, settings.secret_token)
        # As with Telegram, no number comes twice, whichever of us was started anew in between.
        self._last_update = int(time.time())
        self._last_message = 0

    def reset(self) -> None:
        """Forget everything but the numbers used, and begin with the first webhook again."""
        self.faults.clear()
        self.chats.clear()
        self.blocked.clear()
        self.pending.clear()
        self.answered_buttons.clear()
        self.webhook = Webhook(self._settings.webhook, self._settings.secret_token)

    def next_message_id(self) -> int:
        """Return a number that no message has yet."""
        self._last_message += 1
        return self._last_message

    def keep(self, chat: int, message: Json, mine: bool) -> None:
        """Put a message where the person in the chat sees it; an edited one takes its old place."""
        seen = on_the_screen(message, mine)
        for place, old in enumerate(self.chats[chat]):
            if old["message_id"] == seen["message_id"]:
                self.chats[chat][place] = seen | {"edited": True}
                return
        self.chats[chat].append(seen)

    def add_update(self, kind: str, content: Json) -> int:
        """Have something to tell the bot; return the update's number. What it did not ask for is dropped."""
        self._last_update += 1
        if not self.webhook.allowed or kind in self.webhook.allowed:
            self.pending.append({"update_id": self._last_update, kind: content})
            self.news.set()
        return self._last_update

    def confirm(self, update_id: int) -> None:
        """Forget the updates up to this one."""
        self.pending[:] = [update for update in self.pending if update["update_id"] > update_id]


def on_the_screen(message: Json, mine: bool) -> Json:
    """Return a message as the person in the chat sees it."""
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "message_id": message["message_id"],
        "text": message.get("text") or message.get("caption") or "",
        "shown": next((kind for kind in ("sticker", "photo", "voice", "location") if kind in message), "text"),
        "buttons": [button["text"] for row in keyboard for button in row],
        "mine": mine,
        "edited": False,
        "at": datetime.fromtimestamp(message["date"], UTC).isoformat(),
    }
