"""kill -9 of the engine, the actions and the staff's side, with real turns and a real duty worker in their hands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import httpx
import pytest

from nightdoor.core.message import Author
from nightdoor.core.staff import Role
from tests.support.journey import PATIENCE, Night
from tests.support.residents import Texter
from tests.support.servers import wait_until
from tests.support.staff_side import StaffClient, signed_in

pytestmark = [pytest.mark.journey, pytest.mark.engine]

STORY = "the council tax bill is wrong and nobody picks up the phone"
CRISIS = "i cant do this any more im going to kill myself tonight"


@pytest.mark.parametrize("process", ["engine", "actions"])
def test_killed_under_a_burst_every_story_is_answered_or_in_the_queue(night: Night, process: str) -> None:
    residents = [night.texter() for _ in range(20)]
    with ThreadPoolExecutor(8) as threads:
        Timer(0.3, night.house.kill, [process]).start()
        list(threads.map(lambda one: one.say(f"{STORY}, says {one.address}"), residents))
    wait_until(lambda: not night.house.is_running(process), "the kill", PATIENCE)
    night.house.start(process)
    night.wait_until_quiet()
    for resident in residents:
        assert resident.heard() or night.case(resident)
        assert len(set(resident.heard())) == len(resident.heard())
    assert night.nightdoor("reconcile").returncode == 0


def test_a_duty_worker_goes_on_where_they_were_when_the_staffs_side_is_killed(night: Night) -> None:
    resident = night.texter()
    resident.say(CRISIS)
    page = f"/duty/alerts/{night.alert_raised(resident).id}"
    with signed_in(night.house.url("staff"), Role.DUTY) as duty:
        duty.send_form(page, f"{page}/acknowledge")
        token = duty.form_token(page)
        for number in range(3):
            words = f"I am here, this is message {number}."
            kill = Timer(0.02 * number, night.house.kill, ["staff"])
            kill.start()
            _write_until_it_is_taken(night, duty, page, words, token)
            kill.join()
            if not night.house.is_running("staff"):
                night.house.start("staff")
            night.hears(resident, words)
    _said_once(night, resident)


def _write_until_it_is_taken(night: Night, duty: StaffClient, page: str, words: str, token: str) -> None:
    """Press Send, and again after the line broke, as a person does who cannot tell whether it went."""
    for _ in range(20):
        try:
            if duty.post(f"{page}/words", data={"csrf": token, "words": words}).status_code == 303:
                return
        except httpx.TransportError:
            wait_until(lambda: not night.house.is_running("staff"), "the kill", PATIENCE)
            night.house.start("staff")


def _said_once(night: Night, resident: Texter) -> None:
    night.wait_until_quiet()
    written = [said.text for said in night.thread(resident) if said.author is Author.DUTY_WORKER]
    assert written == [f"I am here, this is message {number}." for number in range(3)]
    assert len(set(resident.heard())) == len(resident.heard())
