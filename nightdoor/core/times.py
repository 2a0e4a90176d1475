"""Times in words, as GOV.UK writes them, on a clock in London."""

from __future__ import annotations

from datetime import datetime, timedelta

from nightdoor.core.clock import london


def clock_time(moment: datetime) -> str:
    """Return the time of day: 2:05am, midday, midnight."""
    local = london(moment)
    if local.minute == 0 and local.hour in {0, 12}:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def day(moment: datetime) -> str:
    """Return the day: Tuesday 3 March."""
    local = london(moment)
    return f"{local:%A} {local.day} {local:%B}"


def day_and_time(moment: datetime) -> str:
    """Return both: Tuesday 3 March at 2:05am."""
    return f"{day(moment)} at {clock_time(moment)}"


def short_day_and_time(moment: datetime) -> str:
    """Return both, short: Tue 3 Mar, 2:05am."""
    local = london(moment)
    return f"{local:%a} {local.day} {local:%b}, {clock_time(moment)}"


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago a moment was, in the one unit that matters: just now, 4 minutes, 2 hours, 3 days."""
    past = now - moment
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if past >= length:
            count = past // length
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
