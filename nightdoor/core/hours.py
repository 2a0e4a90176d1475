"""Open now, or when next: worked out from schedules, and said without ever claiming what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum

from nightdoor.core.clock import LONDON, london
from nightdoor.core.schedule import MIDNIGHT, Holidays, Schedule

LOOK_AHEAD = timedelta(days=35)
"""How far we look for the next opening: past every "first Monday of the month"."""
SEAM = timedelta(minutes=1)
"""Feeds write 23:59 for midnight: two openings this close are one."""
WITHOUT_END = timedelta(days=7)
"""Open for a whole week from now: we say day and night."""


class State(IntEnum):
    """What is known of a service at one moment, the most useful first."""

    OPEN = 0
    CLOSED = 1
    NOT_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """Open until ``changes_at``, or closed until then (both UTC). Open without it: day and night."""

    state: State
    changes_at: datetime | None = None
    bank_holiday: bool = False


Span = tuple[datetime, datetime]
IsHoliday = Callable[[date], bool]


def opening(schedules: Sequence[Schedule], at: datetime, is_holiday: IsHoliday) -> Opening:
    """Return what the schedules say of the moment ``at`` (aware). No schedule, or none to come: not known.

    On a bank holiday of which a service says nothing, its usual hours are not known to hold.
    """
    if any(s.round_the_clock and s.happens_on(london(at).date()) for s in schedules):
        return Opening(State.OPEN)
    now = at.astimezone(UTC)
    sure = _joined(_spans(schedules, now, lambda s, day: _keeps_hours(s, day, is_holiday)))
    span = next((s for s in sure if s[1] > now), None)
    if span and span[0] <= now:
        return Opening(State.OPEN, None if span[1] - now >= WITHOUT_END else span[1])
    if _may_be_open(schedules, now, is_holiday):
        return Opening(State.NOT_KNOWN, bank_holiday=True)
    return Opening(State.CLOSED, span[0]) if span else Opening(State.NOT_KNOWN)


def _keeps_hours(schedule: Schedule, day: date, is_holiday: IsHoliday) -> bool:
    return schedule.holidays is Holidays.OPEN or not is_holiday(day)


def _may_be_open(schedules: Sequence[Schedule], now: datetime, is_holiday: IsHoliday) -> bool:
    """Whether usual hours would be running now, were it not a bank holiday of which nothing is said."""

    def doubtful(schedule: Schedule, day: date) -> bool:
        return schedule.holidays is Holidays.NOT_SAID and is_holiday(day)

    tonight = (s for s in _spans(schedules, now, doubtful, ahead=timedelta(days=1)))
    return any(opens <= now < closes for opens, closes in tonight)


def _spans(
    schedules: Sequence[Schedule],
    now: datetime,
    counts: Callable[[Schedule, date], bool],
    ahead: timedelta = LOOK_AHEAD,
) -> Iterator[Span]:
    """Yield openings in UTC, by their first moment, from those of yesterday on (they may run past midnight)."""
    today = london(now).date()
    for number in range(-1, ahead.days + 1):
        day = today + timedelta(days=number)
        spans = sorted(_span(s, day) for s in schedules if s.happens_on(day) and counts(s, day))
        yield from (span for span in spans if span[0] < span[1])


def _span(schedule: Schedule, day: date) -> Span:
    """Return one opening. Where the clocks show an hour twice we close in the first: never said open for too long."""
    last = day if schedule.closes > schedule.opens else day + timedelta(days=1)
    return _utc(day, schedule.opens), _utc(last, schedule.closes)


def _utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join openings that meet or overlap."""
    held: Span | None = None
    for opens, closes in spans:
        if held and opens <= held[1] + SEAM:
            held = (held[0], max(held[1], closes))
            continue
        if held:
            yield held
        held = (opens, closes)
    if held:
        yield held


# --- in words ------------------------------------------------------------------------------------------------


def hours_line(known: Opening, at: datetime) -> str:
    """Return what a resident is told, in London time: "Open now until 10pm", "Opens tomorrow 9am"."""
    if known.state is State.NOT_KNOWN:
        return "Bank holiday: ring to check hours" if known.bank_holiday else "Hours not known: ring to check"
    if known.changes_at is None:
        return "Open now, day and night"
    when, now = london(known.changes_at), london(at)
    if known.state is State.OPEN:
        return f"Open now until {_until(when, now)}"
    return f"Opens {_day(when.date(), now.date())} {clock(when)}"


def clock(moment: datetime) -> str:
    """Return a time as GOV.UK writes it: "9am", "5:30pm", "midday", "midnight"."""
    if (moment.hour, moment.minute) in {(0, 0), (12, 0)}:
        return "midday" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _until(when: datetime, now: datetime) -> str:
    if when - now < timedelta(hours=24):
        return clock(when)
    if when.time() == MIDNIGHT:
        return f"{_day(when.date() - timedelta(days=1), now.date())} midnight"
    return f"{_day(when.date(), now.date())} {clock(when)}"


def _day(day: date, today: date) -> str:
    away = (day - today).days
    if away < 2:
        return "tomorrow" if away else "today"
    return f"{day:%A}" if away < 7 else f"{day.day} {day:%B}"
