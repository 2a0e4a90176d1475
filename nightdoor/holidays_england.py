"""England's bank holidays, offline: the one room that knows the `holidays` package."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


def is_bank_holiday(day: date) -> bool:
    """Whether this day, in London, is a bank holiday in England (substitute days included).

    Source: GOV.UK's list of bank holidays, as the ``holidays`` package carries it.
    """
    return day in _days_of(day.year)


@cache
def _days_of(year: int) -> frozenset[date]:
    """Every bank holiday of one year, worked out in one go: the package's own lazy dictionary is not for threads."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
