"""Time as people here see it: Europe/London, nights, and working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
NIGHT_TURNS_AT = time(12, 0)
"""A night belongs to the date it begins on: it runs from noon to noon."""


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def london(moment: datetime) -> datetime:
    """Return the same moment as a clock in London shows it."""
    return moment.astimezone(LONDON)


def night_of(moment: datetime) -> date:
    """Return the date on which the night of this moment began (02:00 on Tuesday is Monday's night)."""
    local = london(moment)
    return local.date() if local.time() >= NIGHT_TURNS_AT else local.date() - timedelta(days=1)


def night_bounds(night: date) -> tuple[datetime, datetime]:
    """Return the first moment of a night and the first moment after it, in UTC."""
    start = datetime.combine(night, NIGHT_TURNS_AT, LONDON)
    end = datetime.combine(night + timedelta(days=1), NIGHT_TURNS_AT, LONDON)
    return start.astimezone(UTC), end.astimezone(UTC)


def parse_stamp(raw: str) -> datetime:
    """Read an ISO 8601 stamp. Raises ValueError if it is not one, or not aware."""
    moment = datetime.fromisoformat(raw)
    if moment.tzinfo is None:
        raise ValueError("a time stamp needs a time zone")
    return moment
