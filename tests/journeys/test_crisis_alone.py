"""A cry for help with everything else gone: no engine, no actions, a worker that was stopped, a provider that fails."""

from collections.abc import Iterator
from typing import Any

import pytest

from nightdoor.core.alert import AlertState
from nightdoor.core.case import Urgency
from nightdoor.services.receive import Door
from tests.support.journey import CHANNELS, PATIENCE, Night, night_in
from tests.support.residents import Resident
from tests.support.servers import wait_until

pytestmark = pytest.mark.journey

CRISIS = "i cant do this any more im going to kill myself tonight"
HONEST = ("999", "111 option 2", "Samaritans 116 123", "SHOUT to 85258")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """A house without engine and action server, whose residents wait 3 seconds for a human."""
    settings = {"NIGHTDOOR_UNANSWERED_AFTER": "3"}
    with night_in(tmp_path_factory.mktemp("alone"), "public", "work", settings=settings) as house:
        yield house


def _brings_a_human(night: Night, door: Door, resident: Resident) -> None:
    """See the safety words with the resident, and the page at the duty worker's phone."""
    alert = night.alert_raised(resident)
    night.hears(resident, door.wording.first_reply(alert.kinds))
    wait_until(lambda: any(f"Alert {alert.id}." in page for page in night.pages()), "the page", PATIENCE)


@pytest.mark.parametrize("way", CHANNELS)
def test_without_engine_and_actions_it_is_answered_and_paged(alone: Night, door: Door, way: str) -> None:
    resident = alone.resident(way)
    resident.say(CRISIS)
    _brings_a_human(alone, door, resident)


@pytest.mark.parametrize("way", CHANNELS)
def test_nobody_acknowledges_and_the_resident_is_told_so_honestly(alone: Night, door: Door, way: str) -> None:
    resident = alone.resident(way)
    resident.say(CRISIS)
    alone.hears(resident, door.wording.unanswered_reply(["suicide"]))
    assert all(number in " ".join(resident.heard()) for number in HONEST)
    alert, case = alone.alert(resident), alone.case(resident)
    assert alert is not None
    assert case is not None
    assert (alert.state, case.urgency) == (AlertState.UNANSWERED, Urgency.EMERGENCY)


def test_with_the_worker_stopped_it_is_committed_and_goes_out_when_one_is_back(alone: Night, door: Door) -> None:
    alone.house.kill("work")
    resident = alone.texter()
    resident.say(CRISIS)
    assert alone.is_held(resident)
    assert resident.heard() == []
    alone.house.start("work")
    _brings_a_human(alone, door, resident)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "status": 500, "count": 3},
        {"kind": "error", "status": 429, "count": 3},
        {"kind": "hang", "seconds": 2, "count": 2},
        {"kind": "accept_then_hang", "seconds": 12},
    ],
    ids=lambda fault: f"{fault['kind']} {fault.get('status', '')}".strip(),
)
def test_a_provider_in_trouble_only_delays_it_and_nothing_is_said_twice(
    alone: Night, door: Door, fault: dict[str, Any]
) -> None:
    resident = alone.texter()
    alone.sms.go_wrong(**fault)
    resident.say(CRISIS)
    _brings_a_human(alone, door, resident)
    alone.wait_until_quiet()
    assert len(set(resident.heard())) == len(resident.heard())


@pytest.mark.parametrize(
    "fault",
    [{"kind": "flood", "seconds": 1, "count": 2}, {"kind": "error", "count": 2}, {"kind": "hang", "seconds": 2}],
    ids=lambda fault: str(fault["kind"]),
)
def test_telegram_in_trouble_only_delays_it(alone: Night, door: Door, fault: dict[str, Any]) -> None:
    resident = alone.telegrammer()
    alone.telegram.go_wrong(**fault)
    resident.say(CRISIS)
    _brings_a_human(alone, door, resident)


def test_with_every_provider_gone_the_web_chat_answers_and_the_page_goes_out_when_they_are_back(
    alone: Night, door: Door
) -> None:
    alone.wait_until_quiet()
    alone.house.kill("demo")
    resident = alone.chatter()
    resident.say(CRISIS)
    alone.hears(resident, door.wording.first_reply(["suicide"]))
    alone.house.start("demo")
    _brings_a_human(alone, door, resident)
