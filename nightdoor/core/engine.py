"""What Nightdoor asks of a dialogue engine, and what it takes for an answer. Any engine that keeps to it will do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from nightdoor.core.message import Channel
from nightdoor.core.story import Story


class Outcome(StrEnum):
    """Where a turn left the conversation."""

    ASKING = "asking"
    FINISHED = "finished"
    HUMAN = "human"
    CRISIS = "crisis"
    PRIVACY = "privacy"
    STOPPED = "stopped"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that the resident was pointed to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class EngineReply:
    """One turn's answer: what to say, what is known now, and which question waits for an answer."""

    texts: tuple[str, ...]
    story: Story
    asked: str | None
    outcome: Outcome
    crisis_kind: str | None = None
    offered: tuple[Offered, ...] = ()


class EngineFailed(Exception):
    """The engine gave no usable answer. Carries one word of reason, never a resident's words."""


class Engine(Protocol):
    """A dialogue engine. Thread-safe and blocking; a call ends within some five seconds."""

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
        """Return the answer to one message (``offered``: ids of services offered before). Raises EngineFailed."""
        ...
