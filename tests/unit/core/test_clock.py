"""Nights, and time as people in London see it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.clock import london, night_bounds, night_of, parse_stamp

moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments)
def test_every_moment_lies_in_its_own_night_and_in_no_other(moment: datetime) -> None:
    start, end = night_bounds(night_of(moment))
    assert start <= moment < end


def test_two_in_the_morning_belongs_to_the_night_before() -> None:
    assert night_of(datetime(2026, 11, 24, 2, tzinfo=UTC)).isoformat() == "2026-11-23"


def test_in_summer_london_is_an_hour_ahead() -> None:
    assert london(datetime(2026, 7, 1, 2, tzinfo=UTC)).hour == 3


def test_a_stamp_without_a_zone_is_refused() -> None:
    assert parse_stamp("2026-11-24T02:00:00+00:00") == datetime(2026, 11, 24, 2, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        parse_stamp("2026-11-24T02:00:00")
