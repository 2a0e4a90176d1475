"""Last night as `night.yml` tells it: every line said by anybody, in the order of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from nightdoor.core.clock import LONDON, NIGHT_TURNS_AT, london
from nightdoor.core.message import Channel

NIGHT_ENDS = time(6, 30)
USUAL_PAUSE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a resident's words or what the duty worker did, with the rest of what the file says of it."""

    at: datetime
    channel: Channel
    address: str
    resident: str = ""
    duty: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def last_night(now: datetime) -> date:
    """Return the date on which the last whole night began: it is over at half past six."""
    over = london(now) - timedelta(hours=NIGHT_ENDS.hour, minutes=NIGHT_ENDS.minute)
    return over.date() - timedelta(days=1)


def at_clock(night: date, clock: str) -> datetime:
    """Return in UTC when a London clock shows this time in the night, or in the morning after it."""
    shown = time.fromisoformat(clock)
    day = night if shown >= NIGHT_TURNS_AT else night + timedelta(days=1)
    return datetime.combine(day, shown, LONDON).astimezone(UTC)


def read_night(file: Path) -> list[dict[str, Any]]:
    """Return the conversations of the file."""
    return list(yaml.safe_load(file.read_text(encoding="utf-8")))


def lines_of(conversations: list[dict[str, Any]], night: date) -> list[Line]:
    """Return every line of the night by the clock."""
    lines = [line for conversation in conversations for line in _lines(conversation, night)]
    return sorted(lines, key=lambda line: line.at)


def _lines(conversation: Mapping[str, Any], night: date) -> Iterator[Line]:
    at = at_clock(night, conversation["begins"])
    for number, said in enumerate(conversation["talk"]):
        more = {"tells": number == 0, **said}
        at += timedelta(minutes=more.pop("after", USUAL_PAUSE if number else 0))
        words, act = more.pop("resident", "").strip(), more.pop("duty", "")
        yield Line(at, Channel(conversation["channel"]), str(conversation["from"]), words, act, more)
