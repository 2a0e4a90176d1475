"""The lines of last night, by the clock."""

from datetime import UTC, date, datetime

import pytest

from demo.night import at_clock, last_night, lines_of
from nightdoor.core.message import Channel


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-24T09:00", date(2026, 11, 23)),
        ("2026-11-24T06:31", date(2026, 11, 23)),
        ("2026-11-24T06:29", date(2026, 11, 22)),
        ("2026-11-24T23:00", date(2026, 11, 23)),
        ("2026-11-25T02:00", date(2026, 11, 23)),
    ],
)
def test_last_night_is_the_last_one_that_is_over(now: str, night: date) -> None:
    assert last_night(datetime.fromisoformat(now).replace(tzinfo=UTC)) == night


def test_the_clock_of_a_night_runs_past_midnight_in_london_time() -> None:
    assert at_clock(date(2026, 7, 1), "22:30") == datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
    assert at_clock(date(2026, 7, 1), "02:00") == datetime(2026, 7, 2, 1, 0, tzinfo=UTC)


def test_lines_of_several_conversations_come_in_the_order_of_the_clock() -> None:
    first = {
        "from": 7,
        "channel": "telegram",
        "begins": "23:58",
        "talk": [{"resident": "a"}, {"after": 9, "duty": "takes"}],
    }
    second = {"from": "8", "channel": "sms", "begins": "00:01", "talk": [{"resident": "b"}, {"resident": "c"}]}
    lines = lines_of([first, second], date(2026, 11, 23))
    assert [line.resident or line.duty for line in lines] == ["a", "b", "c", "takes"]
    assert [f"{line.at:%H:%M}" for line in lines] == ["23:58", "00:01", "00:03", "00:07"]
    assert (lines[0].channel, lines[0].address) == (Channel.TELEGRAM, "7")
    assert [line.more["tells"] for line in lines] == [True, True, False, False]
