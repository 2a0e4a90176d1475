"""A conversation: one resident's thread in one night, and who is speaking with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nightdoor.core.message import Channel
from nightdoor.core.story import Story

SAME_NIGHT = timedelta(hours=12)
"""A message this long after the last one opens a new conversation."""


class Holder(StrEnum):
    """Who speaks with the resident now.

    ``bot``: the engine answers. ``waiting``: an alert is raised and nobody has acknowledged it: only approved
    safety words go out. ``human``: a duty worker holds it: nothing automatic goes out at all.
    """

    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"


class IllegalMove(Exception):
    """A state was asked to become one that it cannot become."""

    def __init__(self, what: str, old: str, new: str) -> None:
        super().__init__(f"{what} cannot go from {old} to {new}")


_MOVES = {
    Holder.BOT: {Holder.WAITING, Holder.HUMAN},
    Holder.WAITING: {Holder.HUMAN, Holder.BOT},
    Holder.HUMAN: {Holder.BOT},
}


def move(old: Holder, new: Holder) -> Holder:
    """Return ``new`` if a conversation may pass from ``old`` to it; the same holder again is no move.

    Raises:
        IllegalMove: naming from and to.

    """
    if new is not old and new not in _MOVES[old]:
        raise IllegalMove("conversation", old, new)
    return new


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach one person: a phone, a Telegram chat, a web chat visitor. Never merged by guess."""

    id: int
    channel: Channel
    address: str
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """One thread.

    ``engine_key`` is the opaque name the engine knows it by, ``asked`` the question of the story that waits for an
    answer, ``safety_asked_at`` when we asked whether they are safe and have had no answer yet.
    """

    id: int
    contact_id: int
    channel: Channel
    holder: Holder
    opened_at: datetime
    last_at: datetime
    engine_key: str
    story: Story
    asked: str | None = None
    safety_asked_at: datetime | None = None
    finished_at: datetime | None = None


def continues(conversation: Conversation, now: datetime) -> bool:
    """Whether a message now belongs to this conversation: it is of the same night, or a human still has it."""
    return conversation.holder is not Holder.BOT or now - conversation.last_at < SAME_NIGHT
