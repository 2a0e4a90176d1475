"""How soon a human must act, and by when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.case import Urgency, next_working_day, read_by, urgency_of
from nightdoor.core.clock import london
from nightdoor.holidays_england import is_bank_holiday

moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("2026-11-24T02:00", "2026-11-24T12:00"),
        ("2026-11-24T23:00", "2026-11-25T12:00"),
        ("2026-11-24T09:00", "2026-11-25T12:00"),
        ("2026-11-21T02:00", "2026-11-23T12:00"),
        ("2026-12-25T01:00", "2026-12-29T12:00"),
        ("2026-07-01T02:00", "2026-07-01T11:00"),
    ],
    ids=["before the office opens", "at night", "by day", "Saturday", "Christmas and its substitute", "summer time"],
)
def test_a_story_is_read_by_noon_of_the_working_day_that_comes_next(told: str, due: str) -> None:
    assert read_by(datetime.fromisoformat(told + "+00:00"), is_bank_holiday) == datetime.fromisoformat(due + "+00:00")


def test_what_follows_an_alert_is_looked_at_first_thing() -> None:
    told = datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert read_by(told, is_bank_holiday, Urgency.VERY_URGENT) == datetime(2026, 11, 24, 9, tzinfo=UTC)


@given(moments)
def test_the_time_is_always_ahead_on_a_working_day_and_by_noon(told: datetime) -> None:
    due = london(read_by(told, is_bank_holiday))
    assert told < due <= told + timedelta(days=6)
    assert due.weekday() < 5
    assert not is_bank_holiday(due.date())
    assert (due.hour, due.minute) == (12, 0)


@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)))
def test_no_working_day_is_passed_over(day: date) -> None:
    following = next_working_day(day, is_bank_holiday)
    between = [day + timedelta(days=n) for n in range(1, (following - day).days)]
    assert all(one.weekday() >= 5 or is_bank_holiday(one) for one in between)


def test_an_alert_that_nobody_answered_comes_before_one_that_was_and_that_before_a_roof_for_the_night() -> None:
    assert urgency_of(alert_unanswered=True, alert_raised=True, needs=()) is Urgency.EMERGENCY
    assert urgency_of(alert_unanswered=False, alert_raised=True, needs=()) is Urgency.VERY_URGENT
    assert urgency_of(alert_unanswered=False, alert_raised=False, needs=("homelessness",)) is Urgency.URGENT
    assert urgency_of(alert_unanswered=False, alert_raised=False, needs=("work",)) is Urgency.ROUTINE
