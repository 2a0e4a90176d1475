"""Read the `schedules` of an Open Referral record. What is not clear is left out: never open by guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from nightdoor.core.schedule import MIDNIGHT, Holidays, Schedule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_HOLIDAYS = re.compile(r"[^.;]*\b(?:bank|public) holidays?\b[^.;]*", re.IGNORECASE)
_CLOSED = re.compile(r"\b(not|no|except|excluding|excludes|closed|apart|other than|outside)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(including|includes|open|every day)\b", re.IGNORECASE)
_TOO_RICH = ("count", "byweekno", "byyearday")
"""Parts of iCal that HSDS lets through, the UK profile drops, and we do not read."""


def read_schedule(record: Mapping[str, Any]) -> Schedule | None:
    """Return one object of ``schedules``; ``None`` where it does not say clearly when the doors open.

    HSDS wants a UTC offset on times. Doors keep to the clock on the wall all year round, and a feed that writes
    ``09:00Z`` means nine o'clock in July too: the offset is left aside.
    """
    try:
        return _read(record)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None


def _read(record: Mapping[str, Any]) -> Schedule | None:
    monthly = {"WEEKLY": False, "MONTHLY": True}[record.get("freq") or "WEEKLY"]
    opens, closes = _time(record["opens_at"]), _time(record["closes_at"], closing=True)
    interval, start = int(record.get("interval") or 1), _date(record.get("dtstart"))
    days = _days(record.get("byday") or "", monthly)
    month_days = _month_days(record.get("bymonthday") or "") if monthly else frozenset[int]()
    if start and not days and not month_days:
        days, month_days = _days_of_start(start, monthly)
    repeats_clearly = (days or month_days) and (interval == 1 or start) and interval > 0
    lasts_clearly = opens != closes or opens == MIDNIGHT
    if not (repeats_clearly and lasts_clearly) or any(record.get(key) for key in _TOO_RICH):
        return None
    return Schedule(
        opens=opens,
        closes=closes,
        days=days,
        month_days=month_days,
        monthly=monthly,
        interval=interval,
        start=start,
        valid_from=_date(record.get("valid_from")),
        valid_to=_date(record.get("valid_to") or record.get("until")),
        holidays=_said_of_holidays(record, opens == closes),
    )


def _time(raw: str, *, closing: bool = False) -> time:
    """Read ``9:00``, ``09:00:00`` or ``09:00+01:00``. Feeds close at ``24:00`` or ``23:59`` for midnight."""
    found = re.match(r"(\d{1,2}):(\d{2})", raw.strip())
    if found is None:
        raise ValueError("not a time")
    hour, minute = int(found[1]), int(found[2])
    if closing and (hour, minute) in {(24, 0), (23, 59)}:
        return MIDNIGHT
    return time(hour, minute)


def _date(raw: str | None) -> date | None:
    return date.fromisoformat(raw[:10]) if raw else None


def _days(raw: str, monthly: bool) -> frozenset[tuple[int, int]]:
    """Read ``MO,TU``, and by the month ``2MO,-1FR``. A weekly schedule has no second Monday (RFC 5545)."""
    days = set()
    for part in filter(None, (part.strip().upper() for part in raw.split(","))):
        found = _BYDAY.fullmatch(part)
        if found is None or (found[1] and not monthly):
            raise ValueError("not a day")
        days.add((int(found[1] or 0), WEEKDAYS.index(found[2])))
    return frozenset(days)


def _month_days(raw: str) -> frozenset[int]:
    days = frozenset(int(part) for part in raw.split(",") if part.strip())
    if not all(1 <= abs(day) <= 31 for day in days):
        raise ValueError("not a day of a month")
    return days


def _days_of_start(start: date, monthly: bool) -> tuple[frozenset[tuple[int, int]], frozenset[int]]:
    """With no day named, iCal repeats the day on which it starts."""
    if monthly:
        return frozenset(), frozenset({start.day})
    return frozenset({(0, start.weekday())}), frozenset()


def _said_of_holidays(record: Mapping[str, Any], all_day: bool) -> Holidays:
    """Read what the free text says of bank holidays. What is open day and night is open on them, unless it says no."""
    text = ". ".join(str(record.get(key) or "") for key in ("description", "notes"))
    said = " ".join(_HOLIDAYS.findall(text))
    if _CLOSED.search(said):
        return Holidays.CLOSED
    return Holidays.OPEN if all_day or _OPEN.search(said) else Holidays.NOT_SAID
