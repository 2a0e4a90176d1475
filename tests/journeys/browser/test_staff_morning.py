"""The case lead at half past eight: reads the night, takes a case, notes, closes, and has it on paper."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from nightdoor.core.case import FiledBecause
from nightdoor.core.clock import now
from nightdoor.core.message import Channel
from nightdoor.core.staff import Role
from nightdoor.core.story import Story
from nightdoor.services.receive import Door
from nightdoor.store import Database
from tests.support.chromium import faults, fits, visit
from tests.support.shots import shoot
from tests.support.staff_side import PASSWORD, raise_alert, served_staff, tell_story

pytestmark = pytest.mark.browser

PHONE, DESK = 375, 1280
LONELY = Story(needs=("loneliness",), what_happened="since my wife died i dont see anyone", place="Seacroft")
SAID_NO = Story(needs=("homelessness",), what_happened="kicked out", place="Beeston", name="Jo", consent=False)
NOWHERE = Story(
    needs=("homelessness",),
    what_happened="My mum has thrown me out. I am in the bus station with my bag.",
    place="Leeds bus station",
    name="Kai",
    safe_contact="This number, any time",
    consent=True,
)


@pytest.fixture
def address(database: Database, door: Door) -> Iterator[str]:
    """Where the staff's side answers, after a night."""
    night = now() - timedelta(hours=5)
    tell_story(database, night)
    tell_story(database, night, LONELY, because=FiledBecause.UNFINISHED, address="+447700900457", offered=())
    tell_story(database, night, SAID_NO, address="visit", channel=Channel.WEB)
    tell_story(database, night, NOWHERE, address="+447700900459")
    raise_alert(database, door, night)
    with served_staff(database) as served:
        yield served


@pytest.fixture(params=[PHONE, DESK])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A case lead's browser, signed in."""
    with visit(browser, request.param) as priya:
        opened = priya.new_page()
        opened.goto(f"{address}/sign-in")
        opened.get_by_label("Your name for signing in").fill(Role.LEAD.value)
        opened.get_by_label("Password", exact=True).fill(PASSWORD)
        opened.get_by_role("button", name="Sign in").click()
        opened.wait_for_url("**/queue")
        yield opened


def _is_well_made(page: Page) -> None:
    assert faults(page) == []
    assert fits(page)


def _look(page: Page) -> str:
    return "phone" if page.evaluate("innerWidth") == PHONE else "desk"


def test_the_queue_shows_the_most_urgent_first(page: Page) -> None:
    lines = page.locator(".queue-line")
    expect(lines).to_have_count(5)
    expect(lines.first).to_contain_text("Alert: Suicide")
    expect(page.get_by_text("Unfinished")).to_be_visible()
    expect(page.get_by_text("Did not agree to pass on")).to_be_visible()
    expect(page.get_by_text("Beeston")).to_have_count(0)
    _is_well_made(page)
    shoot(page, f"queue-{_look(page)}")


def test_a_case_is_read_taken_noted_and_closed(page: Page) -> None:
    page.get_by_role("link", name="Asha").click()
    for title in ("Situation", "Background", "What the resident asked for", "In the resident's own words"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    _is_well_made(page)
    shoot(page, f"case-{_look(page)}")

    page.get_by_label("Who has it").select_option(label="Priya Shah")
    page.get_by_role("button", name="Allocate").click()
    page.get_by_label("Add a note").fill("Rang the landlord. He gives them two weeks.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("He gives them two weeks")).to_be_visible()

    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose an outcome")
    _is_well_made(page)
    page.get_by_label("Helped by the team").check()
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("Closed", exact=True)).to_be_visible()
    _is_well_made(page)
    page.get_by_role("link", name="Morning queue").first.click()
    expect(page.locator(".queue-line")).to_have_count(4)


def test_the_queue_comes_as_a_file_and_on_paper(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert "Asha" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="Print").click()
    expect(page.locator(".print-case")).to_have_count(5)
    _is_well_made(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Sign out")).to_be_hidden()
    expect(page.get_by_text("Print this page with your browser")).to_be_hidden()
