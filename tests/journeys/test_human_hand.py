"""A crisis, from the words to the case item: a human is paged, takes it, writes and is read, and stands down."""

import httpx
import pytest

from nightdoor.core.alert import AlertState
from nightdoor.core.case import FiledBecause
from nightdoor.core.gsm import segments
from nightdoor.core.staff import Role
from nightdoor.services.receive import Door
from tests.support.journey import CHANNELS, PATIENCE, Night
from tests.support.residents import Resident
from tests.support.servers import wait_until
from tests.support.staff_side import StaffClient, signed_in

pytestmark = [pytest.mark.journey, pytest.mark.engine]

CRISIS = "i cant do this any more im going to kill myself tonight"
OURS = "I am Sam, a person on duty. I have read what you wrote. Are you safe right now?"


@pytest.mark.parametrize("way", CHANNELS)
def test_a_cry_for_help_is_answered_paged_taken_talked_through_and_filed(night: Night, door: Door, way: str) -> None:
    resident = night.resident(way)
    resident.say(CRISIS)
    alert = night.alert_raised(resident)
    night.hears(resident, door.wording.first_reply(alert.kinds))
    wait_until(lambda: any(f"Alert {alert.id}." in page for page in night.pages()), "the page", PATIENCE)
    page = f"/duty/alerts/{alert.id}"
    with signed_in(night.house.url("staff"), Role.DUTY) as duty:
        assert page in duty.get("/duty").text
        assert CRISIS in _text_of(duty, page)
        assert duty.send_form(page, f"{page}/acknowledge").status_code == 303
        before = len(night.said_by_itself(resident))
        _talk(night, resident, duty, page)
        assert len(night.said_by_itself(resident)) == before, "the bot spoke while a human held the conversation"
        _stand_down(duty, page)
    night.hears(resident, door.wording.line("stood_down"))
    _filed(night, resident)


def _talk(night: Night, resident: Resident, duty: StaffClient, page: str) -> None:
    """Write both ways, with everything in between that would otherwise be answered automatically."""
    assert duty.send_form(page, f"{page}/words", words=OURS).status_code == 303
    night.hears(resident, OURS)
    for words in ("im at home on my own", "HELP", "i am going to take all my pills"):
        resident.say(words)
        wait_until(lambda said=words: said in _text_of(duty, page), "the words on the console", PATIENCE)
    night.wait_until_quiet()


def _stand_down(duty: StaffClient, page: str) -> None:
    done = duty.send_form(
        page, f"{page}/stand-down", outcome="safe_now", agreed="Their sister comes over",
        promised="A case lead rings", due="2099-01-05T10:00",
    )  # fmt: skip
    assert done.status_code == 303, done.text


def _filed(night: Night, resident: Resident) -> None:
    case, alert = night.case(resident), night.alert(resident)
    assert case is not None
    assert alert is not None
    assert (alert.state, alert.outcome) == (AlertState.STOOD_DOWN, "safe_now")
    assert case.because is FiledBecause.STOOD_DOWN
    with signed_in(night.house.url("staff"), Role.LEAD) as lead:
        summary = lead.get(f"/queue/{case.id}").text
    assert CRISIS in summary
    assert "A case lead rings" in summary


def test_what_a_resident_writes_is_on_an_open_console_by_itself(night: Night) -> None:
    resident = night.texter()
    resident.say(CRISIS)
    page = f"/duty/alerts/{night.alert_raised(resident).id}"
    with signed_in(night.house.url("staff"), Role.DUTY) as duty:
        duty.send_form(page, f"{page}/acknowledge")
        with duty.stream("GET", f"{page}/events") as stream:
            lines = stream.iter_lines()
            next(lines)
            resident.say("are you still there")
            assert any("are you still there" in line for line in lines)


def test_a_new_alert_comes_up_on_an_open_console_by_itself(night: Night) -> None:
    with signed_in(night.house.url("staff"), Role.DUTY) as duty, duty.stream("GET", "/duty/events") as stream:
        lines = stream.iter_lines()
        next(lines)
        resident = night.telegrammer()
        resident.say(CRISIS)
        alert = night.alert_raised(resident)
        assert any(f"/duty/alerts/{alert.id}" in line for line in lines)


def test_a_long_answer_of_a_human_arrives_whole_in_texts_that_networks_carry(night: Night) -> None:
    resident = night.texter()
    resident.say(CRISIS)
    page = f"/duty/alerts/{night.alert_raised(resident).id}"
    words = " ".join(f"This is sentence number {number} of what I want to tell you tonight." for number in range(14))
    with signed_in(night.house.url("staff"), Role.DUTY) as duty:
        duty.send_form(page, f"{page}/acknowledge")
        duty.send_form(page, f"{page}/words", words=words)
    night.hears(resident, words)
    assert max(segments(text) for text in resident.heard()) <= 3


def test_whoever_asks_for_a_person_gets_one(night: Night) -> None:
    resident = night.texter()
    resident.say("can i please speak to a real person")
    alert = night.alert_raised(resident)
    assert alert.kinds == ("asked_for_human",)
    night.hears(resident, "You asked for a person")


def test_the_staffs_side_is_closed_to_strangers_and_to_forms_from_elsewhere(night: Night) -> None:
    resident = night.texter()
    resident.say(CRISIS)
    page = f"/duty/alerts/{night.alert_raised(resident).id}"
    staff = night.house.url("staff")
    assert httpx.get(staff + page).status_code == 303
    assert httpx.post(f"{staff}{page}/acknowledge").status_code == 303
    with signed_in(staff, Role.DUTY) as duty:
        assert duty.post(f"{page}/acknowledge", data={"csrf": "made up"}).status_code == 403
    alert = night.alert(resident)
    assert alert is not None
    assert alert.state is not AlertState.ACKNOWLEDGED


def _text_of(duty: StaffClient, page: str) -> str:
    """Return a page's words as a reader sees them: triage's marks are no part of them."""
    return duty.get(page).text.replace("<mark>", "").replace("</mark>", "").replace("&#39;", "'")
