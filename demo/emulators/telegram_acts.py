"""What a person may do on Telegram, as the updates that the bot gets."""

from __future__ import annotations

import time

from demo.emulators.telegram_state import Json, TelegramSettings, TelegramState

_FILE = {"file_id": "AgACAgQAAx0", "file_unique_id": "AQADBAAD"}
_CONTENTS: dict[str, Json] = {
    "sticker": {
        "sticker": {
            **_FILE,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "😢",
        }
    },
    "photo": {"photo": [{**_FILE, "width": 90, "height": 60, "file_size": 1200}]},
    "voice": {"voice": {**_FILE, "duration": 4, "mime_type": "audio/ogg"}},
    "location": {"location": {"latitude": 51.501, "longitude": -0.142}},
}
KINDS = frozenset({"text", "edited", "group", "button", "block", "unblock", *_CONTENTS})


class TelegramActs:
    """Turns "this chat does that" into an update."""

    def __init__(self, settings: TelegramSettings, state: TelegramState) -> None:
        self._settings = settings
        self._state = state

    def act(self, chat: int, kind: str, text: str, message_id: int) -> Json:
        """Do one thing in a chat and return ``update_id`` and ``message_id``. ``kind`` is one of KINDS."""
        if kind == "button":
            return self._button(chat, text, message_id)
        if kind in {"block", "unblock"}:
            return self._membership(chat, kind == "block")
        message = self._message(chat, kind, text, message_id)
        if kind != "group":
            self._state.keep(chat, message, mine=True)
        update_id = self._state.add_update("edited_message" if kind == "edited" else "message", message)
        return {"update_id": update_id, "message_id": message["message_id"]}

    def _message(self, chat: int, kind: str, text: str, message_id: int) -> Json:
        edited = {"edit_date": int(time.time())} if kind == "edited" else {}
        content = _CONTENTS.get(kind)
        words = {"caption": text} if content and text else {} if content else {"text": text}
        return {
            "message_id": message_id or self._state.next_message_id(),
            "date": int(time.time()),
            "chat": _group(chat) if kind == "group" else _private(chat),
            "from": _person(chat),
            **(content or {}),
            **words,
            **edited,
        }

    def _button(self, chat: int, text: str, message_id: int) -> Json:
        below = {"message_id": message_id, "date": int(time.time()), "chat": _private(chat)}
        query = {
            "id": f"{chat}{message_id}",
            "from": _person(chat),
            "chat_instance": str(chat),
            "data": text,
            "message": below | {"from": self._settings.bot, "text": "…"},
        }
        return {"update_id": self._state.add_update("callback_query", query), "message_id": message_id}

    def _membership(self, chat: int, blocks: bool) -> Json:
        (self._state.blocked.add if blocks else self._state.blocked.discard)(chat)
        member = {"user": self._settings.bot, "status": "member"}
        banned = {"user": self._settings.bot, "status": "kicked", "until_date": 0}
        change = {
            "chat": _private(chat),
            "from": _person(chat),
            "date": int(time.time()),
            "old_chat_member": member if blocks else banned,
            "new_chat_member": banned if blocks else member,
        }
        return {"update_id": self._state.add_update("my_chat_member", change), "message_id": 0}


def _person(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Sam", "language_code": "en"}


def _private(chat: int) -> Json:
    return {"id": chat, "first_name": "Sam", "type": "private"}


def _group(chat: int) -> Json:
    return {"id": -1_000_000_000_000 - chat, "title": "Neighbours", "type": "supergroup"}
