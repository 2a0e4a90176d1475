"""Open now, or when next: against an independent calculation, over clock changes and bank holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil import rrule, tz
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.hours import Opening, State, clock, hours_line, opening
from nightdoor.core.read_schedule import WEEKDAYS, read_schedule
from nightdoor.core.schedule import Schedule
from nightdoor.holidays_england import is_bank_holiday

LONDON = tz.gettz("Europe/London")
SPRING, AUTUMN, CHRISTMAS = date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 27)


def weekly(byday: str, opens: str, closes: str, **more: Any) -> dict[str, Any]:
    return {"freq": "WEEKLY", "byday": byday, "opens_at": opens, "closes_at": closes, **more}


def read(*records: dict[str, Any]) -> list[Schedule]:
    schedules = [read_schedule(record) for record in records]
    return [schedule for schedule in schedules if schedule is not None]


def at(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC)


def line(stamp: str, *records: dict[str, Any]) -> str:
    return hours_line(opening(read(*records), at(stamp), is_bank_holiday), at(stamp))


# --- an independent calculation: every open minute, marked -----------------------------------------------------


def open_minutes(records: Sequence[dict[str, Any]], first: date, last: date) -> set[datetime]:
    marks: set[datetime] = set()
    for record in records:
        opens, closes = time.fromisoformat(record["opens_at"]), time.fromisoformat(record["closes_at"])
        for begin in rrule.rrulestr(f"FREQ=WEEKLY;BYDAY={record['byday']}", dtstart=_naive(first)).between(
            _naive(first), _naive(last), inc=True
        ):
            closed = record.get("notes") != "Open on bank holidays"
            if is_bank_holiday(begin.date()) and closed:
                continue
            end_day = begin.date() if closes > opens else begin.date() + timedelta(days=1)
            minute, end = _absolute(begin.date(), opens), _absolute(end_day, closes)
            while minute < end:
                marks.add(minute)
                minute += timedelta(minutes=1)
    return marks


def _naive(day: date) -> datetime:
    return datetime.combine(day, time(0))


def _absolute(day: date, wall: time) -> datetime:
    return tz.resolve_imaginary(datetime.combine(day, wall, LONDON)).astimezone(UTC)


minutes_of_day = st.integers(0, 24 * 4 - 1).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
one_schedule = st.builds(
    weekly,
    st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(lambda days: ",".join(sorted(days))),
    minutes_of_day,
    minutes_of_day,
    notes=st.sampled_from(["Open on bank holidays", "Closed on bank holidays"]),
).filter(lambda record: record["opens_at"] != record["closes_at"])
moments = st.builds(
    lambda day, minutes: datetime.combine(day, time(0), UTC) + timedelta(minutes=minutes),
    st.sampled_from([SPRING, AUTUMN, CHRISTMAS, date(2026, 4, 6)]),
    st.integers(-2 * 1440, 2 * 1440),
)


@given(st.lists(one_schedule, max_size=3), moments)
def test_open_and_until_when_agree_with_every_open_minute_marked_one_by_one(
    records: list[dict[str, Any]], moment: datetime
) -> None:
    marks = open_minutes(records, moment.date() - timedelta(days=3), moment.date() + timedelta(days=9))
    found = opening(read(*records), moment, is_bank_holiday)
    assert (found.state is State.OPEN) == (moment in marks)
    if found.changes_at is None or found.changes_at > moment + timedelta(days=7):
        return
    before = moment
    while before < found.changes_at:
        assert (before in marks) == (found.state is State.OPEN)
        before += timedelta(minutes=1)
    assert (found.changes_at in marks) == (found.state is State.CLOSED)


@given(st.lists(one_schedule, max_size=3), moments)
def test_closed_without_a_next_opening_is_never_said_to_be_closed_for_good(
    records: list[dict[str, Any]], moment: datetime
) -> None:
    found = opening(read(*records), moment, is_bank_holiday)
    assert found.state is not State.CLOSED or found.changes_at is not None


MONTHLY = ["1MO", "-1FR", "2TU,4TU", "WE"]


@pytest.mark.parametrize("byday", MONTHLY)
@pytest.mark.parametrize("interval", [1, 2])
def test_monthly_schedules_happen_on_the_days_that_rrule_names(byday: str, interval: int) -> None:
    start = date(2026, 1, 1)
    record = {"freq": "MONTHLY", "byday": byday, "opens_at": "10:00", "closes_at": "12:00"}
    [schedule] = read({**record, "interval": interval, "dtstart": start.isoformat()})
    rule = rrule.rrulestr(f"FREQ=MONTHLY;INTERVAL={interval};BYDAY={byday}", dtstart=_naive(start))
    named = {moment.date() for moment in rule.between(_naive(start), _naive(date(2026, 12, 31)), inc=True)}
    days = (start + timedelta(days=number) for number in range(365))
    assert {day for day in days if schedule.happens_on(day)} == named


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2026, 1, 4), date(2026, 1, 5)])
def test_every_second_week_counts_from_its_start_as_rrule_does(start: date) -> None:
    [schedule] = read(weekly("MO,SU", "10:00", "12:00", interval=2, dtstart=start.isoformat()))
    rule = rrule.rrulestr("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", dtstart=_naive(start))
    named = {moment.date() for moment in rule.between(_naive(start), _naive(date(2026, 5, 31)), inc=True)}
    days = (start + timedelta(days=number) for number in range((date(2026, 6, 1) - start).days))
    assert {day for day in days if schedule.happens_on(day)} == named


@pytest.mark.parametrize("days", ["1,15", "-1", "31"])
def test_days_of_the_month_are_those_that_rrule_names(days: str) -> None:
    [schedule] = read({"freq": "MONTHLY", "bymonthday": days, "opens_at": "10:00", "closes_at": "12:00"})
    start = date(2026, 1, 1)
    rule = rrule.rrulestr(f"FREQ=MONTHLY;BYMONTHDAY={days}", dtstart=_naive(start))
    named = {moment.date() for moment in rule.between(_naive(start), _naive(date(2026, 12, 31)), inc=True)}
    assert {d for d in (start + timedelta(days=n) for n in range(365)) if schedule.happens_on(d)} == named


# --- what a resident reads -----------------------------------------------------------------------------------------

OFFICE = weekly("MO,TU,WE,TH,FR", "09:00", "17:00")
NIGHT = weekly("MO,TU,WE,TH,FR,SA,SU", "22:00", "06:00")
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


@pytest.mark.parametrize(
    ("stamp", "record", "said"),
    [
        ("2026-11-24T02:00", OFFICE, "Opens today 9am"),
        ("2026-11-24T10:00", OFFICE, "Open now until 5pm"),
        ("2026-11-24T17:00", OFFICE, "Opens tomorrow 9am"),
        ("2026-11-28T02:00", OFFICE, "Opens Monday 9am"),
        ("2026-07-14T02:00", OFFICE, "Opens today 9am"),
        ("2026-07-14T08:00", OFFICE, "Open now until 5pm"),
        ("2026-11-24T02:00", NIGHT, "Open now until 6am"),
        ("2026-11-24T21:30", NIGHT, "Opens today 10pm"),
        ("2026-11-24T12:30", weekly("TU", "09:00", "23:59"), "Open now until midnight"),
        ("2026-11-24T12:30", weekly("TU", "09:00", "12:00"), "Opens 1 December 9am"),
        ("2026-11-24T02:00", weekly(EVERY_DAY, "00:00", "23:59"), "Open now, day and night"),
        ("2026-11-24T02:00", weekly(EVERY_DAY, "00:00:00", "00:00:00"), "Open now, day and night"),
        ("2026-11-24T02:00", weekly("TU,WE", "00:00", "24:00"), "Open now until tomorrow midnight"),
        ("2026-11-24T02:00", weekly("TU,WE", "10:30", "12:00"), "Opens today 10:30am"),
        ("2026-11-24T02:00", weekly("TU", "12:00", "13:00"), "Opens today midday"),
    ],
)
def test_a_resident_reads_when_in_london_time(stamp: str, record: dict[str, Any], said: str) -> None:
    assert line(stamp, record) == said


def test_seven_days_from_midnight_to_midnight_are_day_and_night() -> None:
    assert line("2026-11-24T02:00", *(weekly(day, "00:00", "00:00") for day in WEEKDAYS)) == "Open now, day and night"


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"freq": "WEEKLY", "byday": "MO"},
        {"opens_at": "09:00", "closes_at": "17:00"},
        weekly("", "09:00", "17:00"),
        weekly("MO", "nine", "17:00"),
        weekly("MO", "09:00", "09:00"),
        weekly("Monday", "09:00", "17:00"),
        weekly("2MO", "09:00", "17:00"),
        weekly("MO", "09:00", "17:00", interval=2),
        weekly("MO", "09:00", "17:00", count=3),
        {**OFFICE, "freq": "DAILY"},
        {**OFFICE, "valid_from": "next year"},
        {**OFFICE, "opens_at": 900},
    ],
)
def test_what_a_record_does_not_say_clearly_is_not_known(record: dict[str, Any]) -> None:
    assert line("2026-11-23T10:00", record) == "Hours not known: ring to check"


def test_a_season_that_is_over_is_not_known_rather_than_closed() -> None:
    assert line("2026-11-24T10:00", {**OFFICE, "valid_to": "2026-10-31"}) == "Hours not known: ring to check"


def test_a_season_to_come_opens_on_its_first_day() -> None:
    assert line("2026-11-24T10:00", {**OFFICE, "valid_from": "2026-12-01"}) == "Opens 1 December 9am"


def test_a_day_named_only_by_its_start_is_that_day_of_the_week() -> None:
    record = {"freq": "WEEKLY", "dtstart": "2026-11-24", "opens_at": "09:00", "closes_at": "10:00"}
    assert line("2026-12-01T09:30", record) == "Open now until 10am"


GOOD_FRIDAY_MORNING = "2026-04-03T09:30"


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("", "Bank holiday: ring to check hours"),
        ("Not open on bank holidays.", "Opens Tuesday 9am"),
        ("Open every day including bank holidays.", "Open now until 5pm"),
        ("No parking. Open on public holidays", "Open now until 5pm"),
    ],
)
def test_on_a_bank_holiday_usual_hours_hold_only_where_that_is_said(notes: str, said: str) -> None:
    assert line(GOOD_FRIDAY_MORNING, {**OFFICE, "notes": notes}) == said


def test_before_a_bank_holiday_of_which_nothing_is_said_the_next_sure_opening_is_told() -> None:
    assert line("2026-04-02T20:00", OFFICE) == "Opens Tuesday 9am"


def test_what_is_open_day_and_night_is_open_on_christmas_day() -> None:
    assert line("2026-12-25T03:00", weekly(EVERY_DAY, "00:00", "23:59")) == "Open now, day and night"


def test_midnight_and_midday_have_names() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    assert [clock(day.replace(hour=h, minute=m)) for h, m in ((0, 0), (12, 0), (12, 5), (0, 15))] == [
        "midnight",
        "midday",
        "12:05pm",
        "12:15am",
    ]


def test_open_for_longer_than_a_day_names_the_day() -> None:
    known = Opening(State.OPEN, at("2026-11-27T17:00"))
    assert hours_line(known, at("2026-11-24T10:00")) == "Open now until Friday 5pm"
