"""Which services are offered, and in which order."""

from __future__ import annotations

from datetime import UTC, date, datetime

from nightdoor.core.directory import Offer, Service
from nightdoor.core.places import Gazetteer, Point, Spot
from nightdoor.core.read_schedule import read_schedule
from nightdoor.core.schedule import Schedule
from nightdoor.core.signposting import Directory

NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HERE, NEAR, FAR, AWAY = (54.750, -0.900), (54.752, -0.905), (54.80, -0.85), (51.5, -0.12)
PLACES = Gazetteer([Spot("tessbridge", "", HERE), Spot("tb1", "tessbridge", HERE), Spot("tb8", "tessbridge", FAR)])


def hours(byday: str, opens: str, closes: str) -> tuple[Schedule, ...]:
    found = read_schedule({"freq": "WEEKLY", "byday": byday, "opens_at": opens, "closes_at": closes})
    assert found is not None
    return (found,)


OFFICE = hours("MO,TU,WE,TH,FR", "09:00", "17:00")
TOMORROW = hours("WE", "09:00", "17:00")
ALWAYS = hours("MO,TU,WE,TH,FR,SA,SU", "00:00", "00:00")


def service(
    name: str,
    *needs: str,
    schedules: tuple[Schedule, ...] = OFFICE,
    at: Point | None = None,
    areas: frozenset[str] = frozenset(),
    national: bool = False,
    maximum_age: int | None = None,
) -> Service:
    points = (at,) if at else ()
    return Service(name, name, "01632 960101", frozenset(needs), schedules, points, areas, national, None, maximum_age)


def never(_day: date) -> bool:
    return False


def offers(
    services: list[Service], *needs: str, place: str | None = "TB1", exclude: tuple[str, ...] = ()
) -> list[Offer]:
    directory = Directory(services, PLACES)
    return directory.offers(needs=needs, place=place, at=NIGHT, is_holiday=never, exclude=exclude)


def names(services: list[Service], *needs: str, place: str | None = "TB1", exclude: tuple[str, ...] = ()) -> list[str]:
    return [offer.name for offer in offers(services, *needs, place=place, exclude=exclude)]


def test_what_is_open_comes_first_then_what_opens_sooner_then_what_is_not_known() -> None:
    services = [
        service("not known", "housing", schedules=()),
        service("tomorrow", "housing", schedules=TOMORROW, at=HERE),
        service("today", "housing", at=FAR),
        service("open", "housing", schedules=ALWAYS, at=FAR),
    ]
    assert names(services, "housing") == ["open", "today", "tomorrow"]
    assert names(services, "housing", exclude=("open",)) == ["today", "tomorrow", "not known"]


def test_of_those_that_open_on_one_day_the_nearer_comes_first() -> None:
    services = [service("far", "housing", at=FAR), service("near", "housing", at=NEAR)]
    assert names(services, "housing") == ["near", "far"]
    assert names(services, "housing", place="TB8") == ["far", "near"]


def test_three_at_the_most() -> None:
    assert len(offers([service(str(number), "housing") for number in range(9)], "housing")) == 3


def test_only_what_answers_the_need() -> None:
    assert names([service("food", "food_fuel"), service("homes", "housing")], "housing") == ["homes"]


def test_each_need_is_answered_before_one_is_answered_twice() -> None:
    services = [service(str(number), "housing", schedules=ALWAYS) for number in range(5)]
    services.append(service("food", "food_fuel", schedules=TOMORROW))
    assert names(services, "housing", "food_fuel") == ["0", "1", "food"]


def test_local_comes_before_national_but_not_before_open() -> None:
    national = service("national", "housing", national=True)
    assert names([national, service("local", "housing")], "housing") == ["local", "national"]
    awake = service("awake", "housing", schedules=ALWAYS, national=True)
    assert names([awake, service("local", "housing")], "housing") == ["awake", "local"]


def test_what_is_for_some_ages_only_comes_after_what_is_for_everybody() -> None:
    services = [service("a: youth", "housing", maximum_age=25), service("b: all", "housing")]
    assert names(services, "housing") == ["b: all", "a: youth"]


def test_another_councils_service_is_not_offered() -> None:
    assert names([service("away", "housing", at=AWAY), service("here", "housing", at=NEAR)], "housing") == ["here"]


def test_a_service_for_another_neighbourhood_is_not_offered() -> None:
    services = [service("theirs", "housing", areas=frozenset({"tb8"})), service("ours", "housing")]
    assert names(services, "housing") == ["ours"]
    assert names(services, "housing", place="TB8") == ["ours", "theirs"]


def test_a_place_we_do_not_know_leaves_all_local_services() -> None:
    services = [service("a", "housing", at=NEAR), service("b", "housing", at=FAR)]
    assert names(services, "housing", place="the blue house") == ["a", "b"]
    assert [offer.distance for offer in offers(services, "housing", place=None)] == [None, None]


def test_where_nothing_fits_the_national_lines_that_answer_anything_are_offered() -> None:
    listening = service("listening", "other", schedules=ALWAYS, national=True)
    assert names([listening, service("food", "food_fuel")], "transport") == ["listening"]
    assert names([listening]) == ["listening"]


def test_what_was_offered_is_not_offered_again() -> None:
    assert names([service("a", "housing"), service("b", "housing")], "housing", exclude=("a",)) == ["b"]
    assert names([service("a", "housing")], "housing", exclude=("a",)) == []


def test_an_offer_says_when_and_how_far() -> None:
    [offer] = offers([service("near", "housing", at=NEAR)], "housing")
    assert (offer.hours, offer.why) == ("Opens today 9am", "housing")
    assert offer.distance is not None
    assert offer.line() == "near (housing): 01632 960101. Opens today 9am. Very near."
