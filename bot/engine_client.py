"""The one door to the dialogue engine: hand it a turn, get replies and the story back, or a failure with a reason."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Any

import httpx

from nightdoor.core.engine import EngineFailed, EngineReply, Offered, Outcome
from nightdoor.core.message import Channel, clean_text
from nightdoor.core.story import Story

LONGEST_TURN = 4_000
"""Characters the engine is given of one message; our database keeps more."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the engine hears in one text: need keys, whatever else it tells, and the milliseconds it took."""

    needs: tuple[str, ...]
    slots: dict[str, Any]
    ms: float


def defuse(text: str) -> str:
    """Return text that Rasa takes for words: what begins with "/" would be obeyed as a command."""
    return clean_text(text)[:LONGEST_TURN].lstrip("/ \t\r\n").strip()


class EngineClient:
    """Talks to the engine over its REST channel. Safe to share between threads."""

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        self._url = url.rstrip("/") + "/webhooks/rest/webhook"
        self._http = httpx.Client(timeout=timeout)

    def take_turn(
        self,
        *,
        engine_key: str,
        text: str,
        story: Story,
        asked: str | None,
        channel: Channel,
        offered: tuple[str, ...] = (),
    ) -> EngineReply:
        """Return what the engine answers to one message.

        `engine_key` is opaque, never a phone number. `story` and `asked` are the database's: the engine remembers
        nothing. Raises `EngineFailed` with reason empty, down, slow, refused, garbled, silent or incomplete.
        """
        words = defuse(text)
        if not words:
            raise EngineFailed("empty")
        metadata = {"story": story.as_dict(), "asked": asked, "channel": str(channel), "offered": list(offered)}
        return _read_reply(self._post({"sender": engine_key, "message": words, "metadata": metadata}))

    def understand(self, text: str) -> Understanding:
        """Return what the engine hears in a text that begins a conversation. Raises `EngineFailed`."""
        start = time.perf_counter()
        reply = self.take_turn(
            engine_key=f"understand-{uuid.uuid4().hex}", text=text, story=Story(), asked=None, channel=Channel.WEB
        )
        known = {key: value for key, value in reply.story.as_dict().items() if value not in (None, "", [])}
        needs = tuple(known.pop("needs", ()))
        return Understanding(needs, known, round((time.perf_counter() - start) * 1000, 1))

    def is_up(self) -> bool:
        """Return whether the engine's server answers at all."""
        try:
            return self._http.get(self._url.removesuffix("/webhook") + "/").is_success
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _post(self, body: dict[str, Any]) -> Any:
        try:
            response = self._http.post(self._url, json=body)
        except httpx.TimeoutException:
            raise EngineFailed("slow") from None
        except httpx.HTTPError:
            raise EngineFailed("down") from None
        if response.status_code != httpx.codes.OK:
            raise EngineFailed("refused")
        try:
            return response.json()
        except ValueError:
            raise EngineFailed("garbled") from None


def _read_reply(messages: Any) -> EngineReply:
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        raise EngineFailed("garbled")
    if not messages:
        raise EngineFailed("silent")
    reports = [message["custom"].get("nightdoor") for message in messages if isinstance(message.get("custom"), dict)]
    if len(reports) != 1 or not isinstance(reports[0], dict):
        raise EngineFailed("incomplete")
    texts = tuple(message["text"] for message in messages if isinstance(message.get("text"), str))
    return _from_report(texts, reports[0])


def _from_report(texts: tuple[str, ...], report: dict[str, Any]) -> EngineReply:
    try:
        return EngineReply(
            texts=texts,
            story=Story.from_dict(report["story"]),
            asked=report["asked"],
            outcome=Outcome(report["outcome"]),
            crisis_kind=report["crisis_kind"],
            offered=tuple(Offered(str(offer["id"]), str(offer["name"])) for offer in report["offered"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise EngineFailed("incomplete") from None
