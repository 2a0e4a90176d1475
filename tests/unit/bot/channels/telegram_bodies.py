"""The table of Telegram's updates, good and bad."""

from typing import Any

from nightdoor.core.message import MessageKind
from tests.support.telegram_bodies import (
    AT,
    BOT,
    CHANNEL,
    FILE,
    GROUP,
    PERSON,
    PHOTO,
    PRIVATE,
    STICKER,
    message,
    text,
    update,
)

VOICE = FILE | {"duration": 4}
QUERY = {"id": "4382bfdwdsb323b2d9", "from": PERSON, "chat_instance": "1", "data": "yes"}


def member(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    bot = {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    old = {"user": BOT, "status": "member"}
    change = {"chat": chat, "from": PERSON, "date": AT, "old_chat_member": old, "new_chat_member": bot}
    return update(my_chat_member=change)


READ: dict[str, tuple[dict[str, Any], str, MessageKind]] = {
    "plain words": (text("i cant cope"), "i cant cope", MessageKind.TEXT),
    "white space round the words": (text("  hello \n"), "hello", MessageKind.TEXT),
    "only spaces": (text("   "), "", MessageKind.EMPTY),
    "one emoji": (text("😢"), "😢", MessageKind.TEXT),
    "null bytes": (text("he\x00lp"), "help", MessageKind.TEXT),
    "a lone surrogate": (text("a\ud800b"), "a\ufffdb", MessageKind.TEXT),
    "ten thousand characters": (text("a" * 10_000), "a" * 10_000, MessageKind.TEXT),
    "/start": (
        text("/start", entities=[{"type": "bot_command", "offset": 0, "length": 6}]),
        "/start",
        MessageKind.OPT_IN,
    ),
    "/stop to a bot by name": (text("/stop@nightdoor_bot"), "/stop@nightdoor_bot", MessageKind.OPT_OUT),
    "/help": (text("/help"), "/help", MessageKind.HELP),
    "stop as a word": (text("stop"), "stop", MessageKind.TEXT),
    "an engine command": (text("/restart"), "/restart", MessageKind.TEXT),
    "a field Telegram adds one day": (text("hi", new_thing={"a": 1}), "hi", MessageKind.TEXT),
    "a kind of entity nobody knows": (
        text("hi", entities=[{"type": "hologram", "offset": 0, "length": 2}]),
        "hi",
        MessageKind.TEXT,
    ),
    "a sticker": (update(message=message(sticker=STICKER)), "", MessageKind.STICKER),
    "a photo": (update(message=message(photo=PHOTO)), "", MessageKind.MEDIA),
    "a photo with words": (update(message=message(photo=PHOTO, caption="damp")), "damp", MessageKind.MEDIA),
    "a document": (update(message=message(document=FILE)), "", MessageKind.MEDIA),
    "where they are": (update(message=message(location={"latitude": 51.5, "longitude": -0.1})), "", MessageKind.MEDIA),
    "a contact": (
        update(message=message(contact={"phone_number": "+447700900123", "first_name": "Sam"})),
        "",
        MessageKind.MEDIA,
    ),
    "a voice note": (update(message=message(voice=VOICE)), "", MessageKind.VOICE),
    "a round video": (update(message=message(video_note=VOICE | {"length": 240})), "", MessageKind.VOICE),
    "music": (update(message=message(audio=VOICE)), "", MessageKind.VOICE),
    "an edited message": (
        update(edited_message=message(text="i can cope", edit_date=AT + 9)),
        "i can cope",
        MessageKind.EDITED,
    ),
    "an edited caption": (
        update(edited_message=message(photo=PHOTO, caption="mould", edit_date=AT)),
        "mould",
        MessageKind.EDITED,
    ),
    "a button": (update(callback_query=QUERY | {"message": message(**{"from": BOT})}), "yes", MessageKind.TEXT),
    "a button on a lost message": (
        update(callback_query=QUERY | {"message": {"chat": PRIVATE, "message_id": 4, "date": 0}}),
        "yes",
        MessageKind.TEXT,
    ),
    "a button without its message": (update(callback_query=QUERY), "yes", MessageKind.TEXT),
    "they blocked the bot": (member("kicked"), "", MessageKind.OPT_OUT),
    "they came back": (member("member"), "", MessageKind.OPT_IN),
}
"""Name: the update, the words that are kept, the kind. All from one private chat."""

IN_A_GROUP: dict[str, dict[str, Any]] = {
    "words": text("help us", chat=GROUP),
    "a sticker": update(message=message(sticker=STICKER, chat=GROUP)),
    "an edited message": update(edited_message=message(text="x", chat=GROUP, edit_date=AT)),
    "a button": update(callback_query=QUERY | {"message": message(chat=GROUP)}),
}

LEFT_ALONE: dict[str, dict[str, Any]] = {
    "nothing but a number": update(),
    "an update of tomorrow": update(telepathy={"from": PERSON}),
    "a channel's post": update(channel_post={"message_id": 1, "date": AT, "chat": CHANNEL, "text": "news"}),
    "a channel's edited post": update(
        edited_channel_post={"message_id": 1, "date": AT, "chat": CHANNEL, "text": "news", "edit_date": AT}
    ),
    "a message out of a channel": text("news", chat=CHANNEL),
    "another bot": text("beep", **{"from": BOT | {"id": 99}}),
    "an edit by another bot": update(edited_message=message(text="beep", **{"from": BOT | {"id": 99}})),
    "nobody's message": update(message={"message_id": 1, "date": AT, "chat": PRIVATE, "text": "x"}),
    "somebody joined": update(message=message(chat=GROUP, new_chat_members=[PERSON])),
    "a pinned message": update(message=message(pinned_message=message(text="x"))),
    "the bot was put into a group": member("member", GROUP),
    "a button that says nothing": update(
        callback_query={"id": "1", "from": PERSON, "chat_instance": "1", "game_short_name": "g"}
    ),
    "an inline query": update(inline_query={"id": "1", "from": PERSON, "query": "x", "offset": ""}),
    "a poll": update(
        poll={
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": True,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
    ),
    "a reaction": update(
        message_reaction={
            "chat": PRIVATE,
            "message_id": 1,
            "user": PERSON,
            "date": AT,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    ),
    "a message that is a word": update(message="hello"),
    "a message that is a list": update(message=[1, 2]),
    "a message without its parts": update(message={"text": "hello"}),
    "a chat without a number": text("hi", chat=PRIVATE | {"id": "me"}),
    "words that are a number": update(message=message(text=7)),
    "a time beyond all times": text("hi", date=10**18),
}

REFUSED: dict[str, bytes] = {
    "empty": b"",
    "truncated": b'{"update_id": 1, "message": {"message_id"',
    "a list": b"[]",
    "a word": b'"hello"',
    "null": b"null",
    "a form": b"Body=hello",
    "raw bytes": b"\xff\xfe\xfa",
    "Latin-1": '{"update_id": 1, "message": "é"}'.encode("latin-1"),
    "no update_id": b"{}",
    "an update_id in words": b'{"update_id": "1"}',
    "an update_id that is true": b'{"update_id": true}',
    "a hundred thousand brackets": b"[" * 100_000,
}
