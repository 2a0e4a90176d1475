"""Residents in a test's hand: each writes and reads through a channel's own doors, as a person there would."""

from __future__ import annotations

import html
import re
from itertools import count
from typing import Protocol
from uuid import uuid4

import httpx

from nightdoor.core.message import Channel
from tests.support.phones import SmsPhones, TelegramPhones

_numbers = count(200)
_LINE = re.compile(
    r'<li class="chat-line chat-line--(?P<whose>\w+)".*?<div class="chat-words-said">(?P<words>.*?)</div>', re.DOTALL
)
_FIELD = re.compile(r'name="(?P<name>csrf|id)" value="(?P<value>[^"]*)"')


class Resident(Protocol):
    """Somebody who writes to us."""

    channel: Channel
    wrote: list[str]

    @property
    def address(self) -> str:
        """Where we reach them, as it is kept with the contact."""
        ...

    def say(self, words: str) -> None:
        """Write."""
        ...

    def heard(self) -> list[str]:
        """Return the words that reached them, oldest first."""
        ...


class Texter:
    """Somebody with a phone that can text."""

    channel = Channel.SMS

    def __init__(self, phones: SmsPhones) -> None:
        self.phones = phones
        self.address = f"+447700900{next(_numbers)}"
        self.wrote: list[str] = []

    def say(self, words: str) -> None:
        """Text, and see that the gateway took it."""
        assert self.send(words)["gateway"] == 200

    def send(self, words: str, media: int = 0) -> dict[str, object]:
        """Text; return the ``sid`` and what the ``gateway`` said."""
        self.wrote.append(words)
        return self.phones.send(self.address, words, media)

    def heard(self) -> list[str]:
        """Return the texts on the phone."""
        return self.phones.received(self.address)


class Telegrammer:
    """Somebody on Telegram."""

    channel = Channel.TELEGRAM

    def __init__(self, phones: TelegramPhones) -> None:
        self.phones = phones
        self.chat = 5_550_000_000 + next(_numbers)
        self.address = str(self.chat)
        self.wrote: list[str] = []

    def say(self, words: str) -> None:
        """Write to the bot; Telegram hands it over by itself, and again until it is taken."""
        self.act("text", text=words)

    def act(self, kind: str, **more: object) -> int:
        """Do something else in the chat; return the message's id."""
        self.wrote.append(str(more.get("text", "")))
        return int(self.phones.act(self.chat, kind, **more)["message_id"])

    def heard(self) -> list[str]:
        """Return the bot's messages in the chat."""
        return self.phones.received(self.chat)


class Chatter:
    """Somebody in the web chat whose browser runs the page's script: JSON in, the page out."""

    channel = Channel.WEB

    def __init__(self, url: str) -> None:
        self.browser = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self.wrote: list[str] = []

    def close(self) -> None:
        """Close the browser."""
        self.browser.close()

    @property
    def address(self) -> str:
        """Return the part of the cookie that the contact is kept under."""
        return (self.browser.cookies.get("nightdoor") or "").partition(".")[0]

    def say(self, words: str) -> None:
        """Send a message as the script does."""
        self.wrote.append(words)
        answer = self.browser.post("/chat/messages", json={"text": words, "id": str(uuid4())})
        assert answer.status_code == 202, answer.text

    def heard(self) -> list[str]:
        """Return the lines on the page that are not the resident's own."""
        page = self.browser.get("/chat").text
        return [_plain(line["words"]) for line in _LINE.finditer(page) if line["whose"] != "own"]


class FormChatter(Chatter):
    """Somebody whose browser runs no script: a form out, a page back."""

    def say(self, words: str) -> None:
        """Fill in the page's form and send it."""
        self.wrote.append(words)
        page = self.browser.get("/chat", follow_redirects=True).text
        form = page[page.index("data-chat-form") :]
        fields = {field["name"]: field["value"] for field in reversed(list(_FIELD.finditer(form)))}
        assert self.browser.post("/chat", data={**fields, "text": words}).status_code == 303


def all_words(resident: Resident) -> str:
    """Return everything that reached a resident as one line: a long reply comes in parts."""
    return one_line(" ".join(resident.heard()))


def one_line(words: str) -> str:
    """Return words with single spaces between them."""
    return " ".join(words.split())


def _plain(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", words)).strip()
