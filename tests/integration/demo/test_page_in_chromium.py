"""The page with the phones, played in a real browser."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.channels.sms import MESSAGE_PATH
from bot.channels.sms_sender import SmsSender, TwilioAccount
from bot.channels.telegram import WEBHOOK_PATH
from bot.channels.telegram_line import TelegramLine
from bot.channels.telegram_sender import TelegramSender
from demo.page import FIRST_CHAT, FIRST_PHONE
from demo.script import NIGHT
from tests.integration.demo.conftest import Night
from tests.support.chromium import chromium, faults, fits, visit
from tests.support.servers import wait_until
from tests.support.telegram_bodies import BOT_TOKEN
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR

pytestmark = pytest.mark.browser

WIDE, NARROW = 1440, 390


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, night: Night, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page in a wide window, or as wide as the test asks."""
    with closing(visit(browser, getattr(request, "param", WIDE))) as somebody:
        page = somebody.new_page()
        page.goto(night.url)
        expect(page.locator("#web iframe")).to_have_attribute("src", night.public_url)
        yield page


def door_texts(night: Night, to: str, words: str) -> None:
    account = TwilioAccount(ACCOUNT_SID, AUTH_TOKEN, DOOR, night.public_url, f"{night.url}/twilio")
    SmsSender(account).send(to, words)


def write(page: Page, phone: str, words: str) -> None:
    page.locator(f"#{phone} textarea").fill(words)
    page.locator(f"#{phone} textarea").press("Enter")


def test_a_text_goes_to_the_door_and_its_answer_comes_to_the_phone(page: Page, night: Night) -> None:
    write(page, "sms", "hello <b>there</b>")
    expect(page.locator("#sms .message--mine")).to_contain_text("hello <b>there</b>")
    assert len(night.inbox.at(MESSAGE_PATH)) == 1
    door_texts(night, FIRST_PHONE, "Hello. What is going on?")
    expect(page.locator("#sms .message").last).to_contain_text("What is going on?")


def test_what_the_door_does_not_take_is_shown_as_lost(page: Page, night: Night) -> None:
    night.inbox.statuses.append(500)
    write(page, "sms", "hello")
    expect(page.locator("#sms .message--lost")).to_contain_text("the door refused it (500)")


def test_a_button_on_telegram_is_pressed(page: Page, night: Night) -> None:
    write(page, "telegram", "hello")
    wait_until(lambda: len(night.inbox.at(WEBHOOK_PATH)) == 1, "the message")
    with closing(TelegramLine(BOT_TOKEN, f"{night.url}/telegram")) as line:
        TelegramSender(line).send(str(FIRST_CHAT), "May we pass it on?", buttons=["yes", "no"])
    page.locator("#telegram").get_by_role("button", name="yes", exact=True).click()
    wait_until(lambda: len(night.inbox.at(WEBHOOK_PATH)) == 2, "the button")
    assert b'"data":"yes"' in night.inbox.at(WEBHOOK_PATH)[1][0]


@pytest.mark.parametrize("act", ["Photo", "Voice note", "Sticker"])
def test_telegram_sends_more_than_words(page: Page, night: Night, act: str) -> None:
    page.locator("#telegram").get_by_role("button", name=act).click()
    expect(page.locator("#telegram .message--mine")).to_contain_text(f"[{act}]")
    wait_until(lambda: len(night.inbox.at(WEBHOOK_PATH)) == 1, "the message")


def test_the_duty_workers_phone_gets_its_own_texts(page: Page, night: Night) -> None:
    door_texts(night, "+447700900999", "An alert is waiting.")
    expect(page.locator("#duty .message")).to_contain_text("An alert is waiting.")
    expect(page.locator("#sms .message")).to_have_count(0)


def test_a_tap_on_the_link_opens_the_staffs_side_there(page: Page, night: Night) -> None:
    door_texts(night, "+447700900999", f"Somebody needs you now. Take it: {night.public_url}/duty")
    page.locator("#duty .message a").click()
    expect(page.locator("#staff iframe")).to_have_attribute("src", f"{night.public_url}/duty")


def test_a_new_person_has_an_empty_phone(page: Page) -> None:
    write(page, "sms", "hello")
    expect(page.locator("#sms .message--mine")).to_have_count(1)
    page.locator("#sms").get_by_role("button", name="New person").click()
    expect(page.locator("#sms .message")).to_have_count(0)
    expect(page.locator("#sms [data-number]")).not_to_have_text("07700 900 123")


def test_a_step_of_the_night_is_sent_for_you(page: Page, night: Night) -> None:
    page.get_by_text("What to try").click()
    page.get_by_role("button", name=NIGHT[0].say).click()
    expect(page.locator("#sms .message--mine")).to_contain_text(NIGHT[0].say)
    expect(page.locator(".steps")).to_be_hidden()


def test_escape_puts_the_steps_away(page: Page) -> None:
    page.get_by_text("What to try").click()
    expect(page.locator(".steps")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".steps")).to_be_hidden()


@pytest.mark.parametrize("page", [WIDE, NARROW], indirect=True)
def test_everybody_can_use_it_and_nothing_stands_out(page: Page, night: Night) -> None:
    write(page, "sms", "hello")
    expect(page.locator("#sms .message")).to_have_count(1)
    assert faults(page) == []
    assert fits(page)
    page.get_by_text("What to try").click()
    assert faults(page) == []
    assert fits(page)


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_on_a_phone_one_pane_shows_at_a_time_and_the_others_say_what_is_new(page: Page, night: Night) -> None:
    expect(page.locator("main > section:visible")).to_have_count(1)
    door_texts(night, "+447700900999", "An alert is waiting.")
    expect(page.locator('[data-badge="duty"]')).to_have_text("1")
    page.locator(".tabs").get_by_role("button", name="Duty").click()
    expect(page.locator("#duty .message")).to_be_visible()
    expect(page.locator("#sms")).to_be_hidden()
    expect(page.locator('[data-badge="duty"]')).to_have_text("")
