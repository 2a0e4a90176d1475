"""Somebody in danger writes in the browser: the whole residents' side is real, and the engine is not even running."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app import create_app
from nightdoor.core.clock import now
from nightdoor.core.staff import Role
from nightdoor.services import duty
from nightdoor.settings import Settings
from nightdoor.store import Database, alerts, staff
from tests.support.chromium import faults, fits, visit
from tests.support.servers import serving
from tests.support.shots import shoot

pytestmark = [pytest.mark.browser, pytest.mark.node]

NO_ENGINE = "http://127.0.0.1:1"
PHONE = 375


@pytest.fixture
def side(database: Database, tmp_path: Path) -> Iterator[str]:
    """The residents' side, as it is put together for residents."""
    settings = Settings.model_validate(
        {
            "NIGHTDOOR_DATABASE_URL": database.url,
            "NIGHTDOOR_SECRET_KEY": "a secret for tests alone",
            "NIGHTDOOR_SPOOL": str(tmp_path / "spool"),
            "NIGHTDOOR_ENGINE_URL": NO_ENGINE,
        }
    )
    with serving(create_app(settings)) as url:
        yield url


def _write(page: Page, url: str, words: str) -> None:
    page.goto(url)
    page.get_by_label("Tell us what is happening").fill(words)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/chat*")


def _duty_worker(database: Database) -> int:
    with database.transaction() as tx:
        person = staff.add_staff(tx, "sam", "Sam Okafor", Role.DUTY, "no password", now())
    assert person is not None
    return person


def _open_alert(database: Database) -> int:
    with database.look() as tx:
        return alerts.open_alerts(tx)[0].id


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_safety_words_are_there_and_it_says_that_nobody_has_answered_yet(
    side: str, browser: Browser, *, script: bool
) -> None:
    with visit(browser, script=script) as somebody:
        page = somebody.new_page()
        _write(page, side, "i have taken all my tablets i want to die")
        expect(page.locator(".chat-line--door").first).to_be_visible()
        expect(page.locator(".chat-line--door").first).to_contain_text("999")
        expect(page.locator("[data-standing]")).to_contain_text("Nobody has answered yet")


def test_a_duty_worker_comes_speaks_is_answered_and_leaves(side: str, browser: Browser, database: Database) -> None:
    sam = _duty_worker(database)
    with visit(browser, PHONE) as somebody:
        page = somebody.new_page()
        _write(page, side, "he is outside with a knife")
        expect(page.locator("[data-standing]")).to_contain_text("Nobody has answered yet")
        alert_id = _open_alert(database)
        with database.transaction() as tx:
            duty.acknowledge(tx, alert_id, sam, now())
        expect(page.locator("[data-standing]")).to_contain_text("Sam is with you.")
        with database.transaction() as tx:
            duty.write(tx, alert_id, sam, "I am Sam. Are you behind a locked door?", now())
        expect(page.locator(".chat-line--person")).to_contain_text("duty worker, a person")
        shoot(page, "chat-phone")
        page.get_by_label("Your message").fill("yes")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_label("Your message")).to_have_value("")
        assert "Okafor" not in page.content()
        assert faults(page) == []
        assert fits(page)
        with database.transaction() as tx:
            duty.stand_down(tx, alert_id, sam, duty.Ending("safe_now", "Nothing more tonight"), "Take care.", now())
        expect(page.locator("[data-standing]")).to_contain_text("You are writing with a computer")


def test_a_question_about_safety_can_be_answered_with_one_tap(side: str, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _write(page, side, "i dont see the point any more")
        expect(page.get_by_role("button", name="Yes")).to_be_visible()
        page.get_by_role("button", name="Yes").click()
        expect(page.locator("[data-standing]")).to_contain_text("Nobody has answered yet")
