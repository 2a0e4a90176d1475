"""A night in a test: messages that come in, an engine that answers, a provider that takes what is sent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from nightdoor.core.engine import EngineFailed, EngineReply, Outcome
from nightdoor.core.message import Channel, Inbound, MessageKind
from nightdoor.core.sending import SendFailed
from nightdoor.core.story import Story

TWO_AM = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""A Tuesday."""
PHONE = "+447700900123"
_numbers = count(1)


def inbound(
    text: str,
    *,
    channel: Channel = Channel.SMS,
    address: str = PHONE,
    kind: MessageKind = MessageKind.TEXT,
    at: datetime = TWO_AM,
    provider_id: str = "",
) -> Inbound:
    """Return a message as a channel would hand it over."""
    return Inbound(channel, address, provider_id or f"SM{next(_numbers):032x}", text, at, kind)


@dataclass
class PatientEngine:
    """An engine that says what it was told to say, and remembers what it was asked; ``meanwhile`` something happens."""

    answers: list[EngineReply | EngineFailed] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def take_turn(
        self,
        *,
        engine_key: str,
        text: str,
        story: Story,
        asked: str | None,
        channel: Channel,
        offered: tuple[str, ...],
    ) -> EngineReply:
        """Return, or raise, the next answer; "I hear you." when none is left."""
        self.asked.append(text)
        self.meanwhile()
        answer = self.answers.pop(0) if self.answers else said("I hear you.")
        if isinstance(answer, EngineFailed):
            raise answer
        return answer


def said(*texts: str, outcome: Outcome = Outcome.ASKING, story: Story | None = None) -> EngineReply:
    """Return an engine's answer."""
    return EngineReply(texts, story or Story(), None, outcome)


@dataclass
class Provider:
    """A provider in memory that keeps the contract of `nightdoor.core.sending.Sender`."""

    remembers: bool = True
    taken: list[tuple[str, str]] = field(default_factory=list)
    failures: list[SendFailed] = field(default_factory=list)

    def send(self, to: str, body: str) -> str:
        """Take a message, unless a failure was laid out for it."""
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append((to, body))
        return f"SM{len(self.taken)}"

    def was_already_sent(self, to: str, body: str, since: datetime, known: Collection[str] = ()) -> str | None:
        """Say whether it was taken before."""
        ids = [f"SM{number}" for number, taken in enumerate(self.taken, 1) if taken == (to, body)]
        return next((one for one in ids if one not in known), None)
