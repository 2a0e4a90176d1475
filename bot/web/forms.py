"""What comes in from a browser: read within bounds, and refused in plain words."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.requests import Request

from nightdoor.core.message import LONGEST_TEXT, clean_text

LONGEST_BODY = 256 * 1024
"""Enough for 10,000 characters however they are written, and for a longer text to come back to its writer."""
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class Refused(Exception):
    """What was sent cannot be taken; ``words`` say so kindly. ``text`` goes back into the box, never into a log."""

    def __init__(self, status: int, code: str, words: str, text: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.words = words
        self.text = text


EMPTY = "There is nothing in the box yet. Write a few words, then press Send."
TOO_LONG = f"That is more than we can take at once. Send it in parts of up to {LONGEST_TEXT:,} characters."
TOO_QUICK = "That was a lot at once. Your words are still in the box. Wait a few seconds, then press Send again."
UNREADABLE = "We could not read what was sent. Please try again."
NOT_SENT_YET = "Your words were not sent yet, because this page was open for a while. Press Send again."
NOT_KEPT = "Our fault: your words were not sent. They are still in the box. Wait a moment, then press Send again."
ELSEWHERE = "This did not come from the chat page."


async def read_body(request: Request) -> bytes:
    """Return the body. Raises Refused (413) before more than the bound is held."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise Refused(413, "too_long", TOO_LONG)
    return bytes(body)


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form as browsers send it. Raises Refused."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Refused(415, "wrong_type", UNREADABLE)
    body = await read_body(request)
    try:
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=20, errors="replace")
    except ValueError:
        raise Refused(400, "unreadable", UNREADABLE) from None
    return dict(pairs)


async def read_json(request: Request) -> tuple[str, str]:
    """Return the text and the client's id of a JSON message. Raises Refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "wrong_type", "Send JSON.")
    body = await read_body(request)
    try:
        sent: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "unreadable", UNREADABLE) from None
    if not isinstance(sent, dict) or not isinstance(sent.get("text"), str):
        raise Refused(422, "no_text", 'Send an object with "text".')
    client_id = sent.get("id", "")
    if not isinstance(client_id, str):
        raise Refused(422, "wrong_id", '"id" must be text.')
    return checked_text(sent["text"]), checked_id(client_id)


def checked_text(raw: str) -> str:
    """Return a text that can be kept. Raises Refused with the text in it."""
    text = raw.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > LONGEST_TEXT:
        raise Refused(413, "too_long", TOO_LONG, text)
    text = clean_text(text)
    if not text:
        raise Refused(422, "empty", EMPTY)
    return text


def checked_id(client_id: str) -> str:
    """Return the client's id of a message, a fresh one where none was given. Raises Refused."""
    if client_id and not _ID.fullmatch(client_id):
        raise Refused(422, "wrong_id", UNREADABLE)
    return client_id or str(uuid4())


def from_our_pages(request: Request, host: str, *, null_is_ours: bool = False) -> bool:
    """Whether a request comes from a page of ours, as far as the browser says.

    ``Sec-Fetch-Site`` is said by every browser of the last years; a program that is no browser says nothing.
    ``null_is_ours``: our forms say that they come from ``null``, because our pages send no referrer.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    ours = {None, "null"} if null_is_ours else {None}
    return origin in ours or (origin or "").partition("://")[2] in {host, request.headers.get("host")}
