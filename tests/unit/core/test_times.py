"""Times as people in London read them."""

from datetime import UTC, datetime, timedelta

import pytest

from nightdoor.core.times import ago, clock_time, day_and_time


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 1, 6, 2, 5, tzinfo=UTC), "2:05am"),
        (datetime(2026, 7, 6, 2, 5, tzinfo=UTC), "3:05am"),
        (datetime(2026, 1, 6, 0, 0, tzinfo=UTC), "midnight"),
        (datetime(2026, 1, 6, 12, 0, tzinfo=UTC), "midday"),
        (datetime(2026, 1, 6, 13, 0, tzinfo=UTC), "1pm"),
    ],
)
def test_a_time_is_written_as_people_in_london_read_it(moment: datetime, words: str) -> None:
    assert clock_time(moment) == words


def test_a_day_comes_with_its_name() -> None:
    assert day_and_time(datetime(2026, 3, 3, 2, 5, tzinfo=UTC)) == "Tuesday 3 March at 2:05am"


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=119), "1 hour ago"),
        (timedelta(hours=49), "2 days ago"),
    ],
)
def test_how_long_ago_is_told_in_one_unit(past: timedelta, words: str) -> None:
    now = datetime(2026, 1, 6, 2, 5, tzinfo=UTC)
    assert ago(now - past, now) == words
