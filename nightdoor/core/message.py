"""A message: what a resident sent us, and what we keep of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_TEXT = 10_000
"""Characters kept of one message. Longer ones are cut, and the resident is told."""


class Channel(StrEnum):
    """The way a resident reaches us."""

    SMS = "sms"
    TELEGRAM = "telegram"
    WEB = "web"


class MessageKind(StrEnum):
    """What came in. Only ``text`` carries words we can read; each other kind has a kind answer of its own."""

    TEXT = "text"
    MEDIA = "media"
    STICKER = "sticker"
    VOICE = "voice"
    EDITED = "edited"
    GROUP = "group"
    EMPTY = "empty"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"


class Author(StrEnum):
    """Who wrote a message. ``door`` is Nightdoor itself: the bot or an approved fixed line."""

    RESIDENT = "resident"
    DOOR = "door"
    DUTY_WORKER = "duty_worker"
    CASE_LEAD = "case_lead"


class DeliveryStatus(StrEnum):
    """Where an outbound message is. Names as GOV.UK Notify uses them."""

    WAITING = "waiting"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    TEMPORARY_FAILURE = "temporary_failure"
    PERMANENT_FAILURE = "permanent_failure"
    TECHNICAL_FAILURE = "technical_failure"
    OPTED_OUT = "opted_out"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as a provider handed it to us, already verified and parsed.

    ``provider_id`` is unique within its channel: the same one twice is the same message twice.
    """

    channel: Channel
    address: str
    provider_id: str
    text: str
    received_at: datetime
    kind: MessageKind = MessageKind.TEXT

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("received_at must be an aware datetime")


@dataclass(frozen=True, slots=True)
class Message:
    """One message as we keep it."""

    id: int
    conversation_id: int
    author: Author
    text: str
    at: datetime
    kind: MessageKind = MessageKind.TEXT
    delivery: DeliveryStatus | None = None
    reply_to: int | None = None

    @property
    def inbound(self) -> bool:
        """Whether the resident wrote it."""
        return self.author is Author.RESIDENT


def clean_text(raw: str) -> str:
    r"""Return text that every database and the engine can keep: no NUL, no lone surrogates, at most 10,000 characters.

    PostgreSQL refuses NUL, and Rasa answers lone surrogates with an empty list (``shared/engine.md``).
    """
    text = raw.replace("\x00", "")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text[:LONGEST_TEXT].strip()
