"""The duty worker at three in the morning: woken, looks, takes it, writes, is read, stands down."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from nightdoor.core.clock import now
from nightdoor.core.staff import Role
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, alerts, audit, messages
from tests.support.chromium import faults, fits, visit
from tests.support.night import inbound
from tests.support.shots import shoot
from tests.support.staff_side import CRISIS, FAREWELL, PASSWORD, raise_alert, served_staff

pytestmark = pytest.mark.browser

PHONE, DESK = 375, 1280
SOON = 2000
"""Milliseconds within which what is committed must be on an open page."""


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Where the staff's side answers."""
    with served_staff(database) as served:
        yield served


def _sign_in(page: Page, address: str, role: Role, to: str = "**/duty") -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Your name for signing in").fill(role.value)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(to)


def _is_well_made(page: Page) -> None:
    assert faults(page) == []
    assert fits(page)


def _hear(database: Database, door: Door, words: str) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound(words, at=now()), now())


def _said(database: Database, alert_id: int) -> list[str]:
    with database.look() as tx:
        return [m.text for m in messages.thread(tx, alerts.get_alert(tx, alert_id).conversation_id)]


@pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (PHONE, False), (DESK, False)])
def test_from_the_alarm_to_standing_down(
    database: Database, door: Door, browser: Browser, address: str, width: int, dark: bool
) -> None:
    look = f"{'phone' if width == PHONE else 'desk'}{'-dark' if dark else ''}"
    with visit(browser, width, dark=dark) as sam:
        page = sam.new_page()
        _sign_in(page, address, Role.DUTY)
        expect(page.get_by_text("Nobody needs you now")).to_be_visible()
        _is_well_made(page)

        alert_id = raise_alert(database, door, now())
        expect(page.get_by_text("Nobody has this yet")).to_be_visible(timeout=SOON)
        expect(page).to_have_title(re.compile(r"^\(1\) Alert"))
        _is_well_made(page)
        shoot(page, f"duty-{look}")

        page.get_by_role("link", name="Suicide").click()
        expect(page.locator(".raised mark").first).to_be_visible()
        _is_well_made(page)
        shoot(page, f"alert-{look}")
        page.get_by_role("button", name="Acknowledge").click()

        box = page.get_by_label("Write to them")
        expect(box).to_have_value("I am a person on duty and I have read what you wrote. Are you safe right now?")
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".said--duty_worker")).to_contain_text("Are you safe right now?", timeout=SOON)
        expect(box).to_have_value("")

        _hear(database, door, "i think so. i am at my flat")
        expect(page.get_by_text("i am at my flat")).to_be_visible(timeout=SOON)
        _is_well_made(page)
        shoot(page, f"conversation-{look}")

        page.get_by_text("Stand down").first.click()
        page.get_by_label("Safe now, talked through").check()
        page.get_by_label("What you agreed (optional)").fill("Her sister is on the way")
        _is_well_made(page)
        page.get_by_role("button", name="Stand down").click()
        expect(page.get_by_text("It is filed for the morning")).to_be_visible()
        expect(page.get_by_text("Nobody needs you now")).to_be_visible()
    assert _said(database, alert_id)[-1] == FAREWELL


def test_the_sound_is_off_until_a_press_turns_it_on(browser: Browser, address: str) -> None:
    with visit(browser) as sam:
        page = sam.new_page()
        _sign_in(page, address, Role.DUTY)
        untouched = sam.new_page()
        untouched.goto(f"{address}/duty")
        expect(untouched.get_by_text("Sound is off.")).to_be_visible()
        untouched.get_by_role("button", name="Turn sound on").click()
        expect(untouched.get_by_text("Sound is on.")).to_be_visible()
        expect(untouched.get_by_role("button", name="Turn sound on")).to_be_hidden()


def test_without_a_script_it_works_by_forms_alone(
    database: Database, door: Door, browser: Browser, address: str
) -> None:
    alert_id = raise_alert(database, door, now())
    with visit(browser, PHONE, script=False) as sam:
        page = sam.new_page()
        _sign_in(page, address, Role.DUTY)
        assert 'http-equiv="refresh"' in page.content()
        page.get_by_role("link", name="Suicide").click()
        page.get_by_role("button", name="Acknowledge").click()
        page.get_by_label("Write to them").fill("I am here")
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".said--duty_worker")).to_contain_text("I am here")
    assert _said(database, alert_id)[-1] == "I am here"


def test_a_second_duty_worker_sees_that_the_first_has_it(
    database: Database, door: Door, browser: Browser, address: str
) -> None:
    alert_id = raise_alert(database, door, now())
    with visit(browser, PHONE) as sam, visit(browser, PHONE) as mo:
        first, second = sam.new_page(), mo.new_page()
        _sign_in(first, address, Role.DUTY)
        _sign_in(second, address, Role.MANAGER)
        second.goto(f"{address}/duty/alerts/{alert_id}")
        first.goto(f"{address}/duty/alerts/{alert_id}")
        first.get_by_role("button", name="Acknowledge").click()
        expect(second.get_by_text("This alert has moved on")).to_be_visible(timeout=SOON)
        second.get_by_role("button", name="Acknowledge").click()
        expect(second.get_by_text("Sam Okoro has this alert since")).to_be_visible()
        _is_well_made(second)


def test_words_that_cannot_be_sent_stay_in_the_box(
    database: Database, door: Door, browser: Browser, address: str
) -> None:
    alert_id = raise_alert(database, door, now())
    with visit(browser, PHONE) as sam:
        page = sam.new_page()
        _sign_in(page, address, Role.DUTY)
        page.goto(f"{address}/duty/alerts/{alert_id}")
        page.get_by_role("button", name="Acknowledge").click()
        box = page.get_by_label("Write to them")
        box.fill("Please stay with me")
        page.route("**/words", lambda route: route.abort())
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Not sent. Check your connection")).to_be_visible()
        expect(box).to_have_value("Please stay with me")
        page.unroute("**/words")
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".said--duty_worker")).to_contain_text("Please stay with me", timeout=SOON)
    assert _said(database, alert_id)[0] == CRISIS


def test_the_page_says_loudly_that_nobody_is_paged_and_that_it_lost_its_line(
    database: Database, browser: Browser, address: str
) -> None:
    with visit(browser, PHONE) as sam:
        page = sam.new_page()
        _sign_in(page, address, Role.DUTY)
        with database.transaction() as tx:
            audit.beat(tx, "watch", now() - timedelta(minutes=5))
        expect(page.get_by_text("Nobody is being paged")).to_be_visible(timeout=SOON)
        _is_well_made(page)
        page.route("**/duty/events", lambda route: route.abort())
        page.reload()
        expect(page.get_by_text("Not connected")).to_be_visible()
        _is_well_made(page)
