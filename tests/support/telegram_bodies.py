"""Updates as Telegram makes them."""

import json
from typing import Any

PUBLIC_URL = "https://door.example.gov.uk"
SECRET = "a_secret-for-tests"
BOT_TOKEN = "123456789:AAtest-token-of-the-right-shape-000000"
CHAT = 5_550_001
AT = 1_795_312_800

PERSON: dict[str, Any] = {"id": CHAT, "is_bot": False, "first_name": "Sam", "language_code": "en"}
PRIVATE: dict[str, Any] = {"id": CHAT, "first_name": "Sam", "type": "private"}
GROUP: dict[str, Any] = {"id": -100_200_300, "title": "Block B", "type": "supergroup"}
CHANNEL: dict[str, Any] = {"id": -100_900_900, "title": "News", "type": "channel"}
BOT: dict[str, Any] = {"id": 123_456_789, "is_bot": True, "first_name": "Nightdoor", "username": "nightdoor_bot"}
FILE: dict[str, Any] = {"file_id": "F1", "file_unique_id": "U1"}
PHOTO: list[dict[str, Any]] = [FILE | {"width": 90, "height": 90}]
STICKER: dict[str, Any] = FILE | {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "😢",
}


def message(**parts: Any) -> dict[str, Any]:
    """Return a message of a person in a private chat."""
    return {"message_id": 41, "date": AT, "chat": PRIVATE, "from": PERSON} | parts


def update(**parts: Any) -> dict[str, Any]:
    """Return an update with the named part in it."""
    return {"update_id": 700_001} | parts


def text(words: str, **parts: Any) -> dict[str, Any]:
    """Return an update with a text message."""
    return update(message=message(text=words, **parts))


def body(data: object) -> bytes:
    """Return the bytes that Telegram would post."""
    return json.dumps(data).encode()
