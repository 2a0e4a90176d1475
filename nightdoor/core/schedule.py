"""A weekly or monthly schedule, and the days of London's calendar on which its doors open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

MIDNIGHT = time(0)


class Holidays(StrEnum):
    """What a service says of bank holidays. Open Referral has no field for it, so mostly it says nothing."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When doors open, by the clock in London. A ``closes`` at or before ``opens`` is on the day after.

    ``days``: (which one of the month, or 0 for each; weekday with Monday 0). ``month_days``: 1 to 31, or -1 for the
    last. A day must be in both where both are given. ``start`` anchors what happens only every second week or month.
    """

    opens: time
    closes: time
    days: frozenset[tuple[int, int]] = frozenset()
    month_days: frozenset[int] = frozenset()
    monthly: bool = False
    interval: int = 1
    start: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    holidays: Holidays = Holidays.NOT_SAID

    def happens_on(self, day: date) -> bool:
        """Whether the doors open on this day, bank holidays apart."""
        return self._valid_on(day) and self._in_turn(day) and self._named(day)

    @property
    def round_the_clock(self) -> bool:
        """Whether it never closes: every day from midnight to midnight."""
        every_day = self.days == frozenset((0, weekday) for weekday in range(7)) and not self.month_days
        open_always = self.holidays is not Holidays.CLOSED and self.valid_to is None and self.interval == 1
        return every_day and open_always and self.opens == self.closes == MIDNIGHT

    def _valid_on(self, day: date) -> bool:
        begins = (self.valid_from or date.min, self.start or date.min)
        return max(begins) <= day <= (self.valid_to or date.max)

    def _in_turn(self, day: date) -> bool:
        if self.interval == 1 or self.start is None:
            return True
        if self.monthly:
            passed = (day.year - self.start.year) * 12 + day.month - self.start.month
        else:
            passed = (_monday(day) - _monday(self.start)) // 7
        return passed % self.interval == 0

    def _named(self, day: date) -> bool:
        left = calendar.monthrange(day.year, day.month)[1] - day.day
        of_month = {day.day, -left - 1}
        of_week = {(nth, day.weekday()) for nth in (0, (day.day - 1) // 7 + 1, -(left // 7) - 1)}
        return (not self.month_days or bool(of_month & self.month_days)) and (
            not self.days or bool(of_week & self.days)
        )


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()
