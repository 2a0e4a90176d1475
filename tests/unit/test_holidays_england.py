"""England's bank holidays are those that GOV.UK lists."""

from datetime import date

import pytest

from nightdoor.holidays_england import is_bank_holiday


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 4),
        date(2026, 8, 31),
        date(2026, 12, 28),  # the substitute: Boxing Day 2026 is a Saturday
    ],
)
def test_englands_bank_holidays_are_known(day: date) -> None:
    assert is_bank_holiday(day)


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 3, 17), date(2026, 7, 13), date(2026, 12, 24)])
def test_ordinary_days_and_the_other_nations_holidays_are_not(day: date) -> None:
    assert not is_bank_holiday(day)
