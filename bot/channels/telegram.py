"""Messages that reach us through Telegram: every kind of update comes to a message or is left alone on purpose.

An update answered with anything but 2xx is repeated by Telegram for ever, so only what cannot be from Telegram
(a wrong secret, no JSON) is refused.
"""

from __future__ import annotations

import hmac
import json
from datetime import datetime

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update

from bot.channels.parsed import Ignored, RefusedWebhook, refuse_too_large
from nightdoor.core.message import Channel, Inbound, MessageKind, clean_text

WEBHOOK_PATH = "/webhooks/telegram"
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""What we ask Telegram for; anything else that comes is left alone."""

_COMMANDS = {"/start": MessageKind.OPT_IN, "/stop": MessageKind.OPT_OUT, "/help": MessageKind.HELP}
_MEDIA = (
    *("photo", "video", "document", "animation", "location", "venue", "contact"),
    *("poll", "dice", "game", "story", "paid_media", "invoice", "checklist"),
)
_UNREADABLE = Ignored("an update of a shape we do not know")

Parsed = Inbound | Ignored


class TelegramWebhook:
    """The webhook of one bot."""

    def __init__(self, secret_token: str) -> None:
        """Take the secret that was given to ``setWebhook``. Raises ValueError if there is none."""
        if not secret_token:
            raise ValueError("the Telegram webhook needs a secret token")
        self._secret = secret_token.encode()

    def read(self, body: bytes, secret_header: str | None, received_at: datetime) -> Parsed:
        """Return the message in a webhook's raw body, or why there is none for us. Raises RefusedWebhook.

        ``secret_header`` is X-Telegram-Bot-Api-Secret-Token. 413 too large, 403 a wrong secret, 400 no update.
        """
        refuse_too_large(body)
        given = (secret_header or "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            raise RefusedWebhook(403, "X-Telegram-Bot-Api-Secret-Token is missing or wrong")
        return read_update(_json_object(body), received_at)


def button_answer(body: bytes) -> dict[str, str] | None:
    """Return the JSON to answer an update with that came from a button, so that it stops spinning, or None.

    Telegram carries out a method that is named in the answer to its webhook; nothing else need be called.
    """
    if b'"callback_query"' not in body:
        return None
    query = _json_object(body).get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return {"method": "answerCallbackQuery", "callback_query_id": query_id} if isinstance(query_id, str) else None


def read_update(data: dict[str, object], received_at: datetime) -> Parsed:
    """Return the message in one update, from the webhook or from polling. Raises RefusedWebhook (400)."""
    update_id = data.get("update_id")
    if not isinstance(update_id, int) or isinstance(update_id, bool):
        raise RefusedWebhook(400, "update_id is missing or malformed")
    try:
        return _read(Update.de_json(data, bot=None), received_at)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return _UNREADABLE


def _read(update: Update, received_at: datetime) -> Parsed:
    if update.message:
        return _message(update, update.message, received_at)
    if update.edited_message:
        return _edited(update, update.edited_message, received_at)
    if update.callback_query:
        return _button(update, update.callback_query, received_at)
    if update.my_chat_member:
        return _membership(update, update.my_chat_member, received_at)
    return Ignored("not a message to us")


def _json_object(body: bytes) -> dict[str, object]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedWebhook(400, "the body is not JSON") from None
    if not isinstance(data, dict):
        raise RefusedWebhook(400, "the body is not an update")
    return data


def _message(update: Update, message: Message, at: datetime) -> Parsed:
    if message.from_user is None or message.from_user.is_bot:
        return Ignored("not written by a person")
    text = clean_text(message.text or message.caption or "")
    kind = _kind(message, text)
    if kind is None:
        return Ignored("a notice of Telegram's own")
    return _inbound(update, message.chat, message.message_id, text, kind, at)


def _edited(update: Update, message: Message, at: datetime) -> Parsed:
    if message.from_user is None or message.from_user.is_bot:
        return Ignored("not written by a person")
    text = clean_text(message.text or message.caption or "")
    return _inbound(update, message.chat, message.message_id, text, MessageKind.EDITED, at)


def _button(update: Update, query: CallbackQuery, at: datetime) -> Parsed:
    """Take a pressed button for its words: each of ours carries what it says in ``callback_data``."""
    if not query.data:
        return Ignored("a button that says nothing")
    chat = query.message.chat if query.message else Chat(query.from_user.id, Chat.PRIVATE)
    return _inbound(update, chat, "button", clean_text(query.data), MessageKind.TEXT, at)


def _membership(update: Update, change: ChatMemberUpdated, at: datetime) -> Parsed:
    """Blocking the bot is how a person says stop on Telegram."""
    if change.chat.type != Chat.PRIVATE:
        return Ignored("the bot was put into a group or out of it")
    gone = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    kind = MessageKind.OPT_OUT if gone else MessageKind.OPT_IN
    return _inbound(update, change.chat, "membership", "", kind, at)


def _inbound(update: Update, chat: Chat, part: int | str, text: str, kind: MessageKind, at: datetime) -> Parsed:
    if chat.type == Chat.CHANNEL:
        return Ignored("a channel, not a person")
    if not isinstance(chat.id, int):
        return _UNREADABLE
    return Inbound(
        channel=Channel.TELEGRAM,
        address=str(chat.id),
        # Telegram may begin its update ids anew after a quiet week; with the message's own id none repeats.
        provider_id=f"{update.update_id}.{part}",
        text=text,
        kind=kind if chat.type == Chat.PRIVATE else MessageKind.GROUP,
        received_at=at,
    )


def _kind(message: Message, text: str) -> MessageKind | None:
    """Return what a message is, or None for a notice (somebody joined, a message was pinned)."""
    if message.text is not None:
        command = text.partition("@")[0].casefold()
        return _COMMANDS.get(command, MessageKind.TEXT if text else MessageKind.EMPTY)
    if message.sticker:
        return MessageKind.STICKER
    if message.voice or message.video_note or message.audio:
        return MessageKind.VOICE
    return MessageKind.MEDIA if any(getattr(message, name) for name in _MEDIA) else None
