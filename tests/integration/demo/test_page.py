"""The page with the phones, the emulators behind it, and the command that serves them."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import httpx
import pytest

from bot.channels.sms import MESSAGE_PATH, SmsWebhooks
from bot.channels.sms_sender import SmsSender, TwilioAccount
from bot.channels.telegram import WEBHOOK_PATH, TelegramWebhook
from bot.channels.telegram_line import TelegramLine
from bot.channels.telegram_sender import TelegramSender
from demo.page import Demonstration
from nightdoor.core.message import Inbound
from tests.integration.demo.conftest import Night, settings_for
from tests.support.phones import SmsPhones, TelegramPhones
from tests.support.servers import serving, wait_until
from tests.support.telegram_bodies import BOT_TOKEN, CHAT, SECRET
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR, PHONE

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_the_page_shows_every_phone_both_sides_and_the_sign_ins(night: Night) -> None:
    page = httpx.get(night.url).text
    for part in ('id="sms"', 'id="telegram"', 'id="duty"', f'data-src="{night.public_url}"', "demo-duty"):
        assert part in page


def test_the_page_may_frame_the_two_sides_and_run_nothing_from_elsewhere(night: Night) -> None:
    policy = httpx.get(night.url).headers["Content-Security-Policy"]
    assert policy.startswith(f"default-src 'self'; frame-src {night.public_url} ")


def test_a_name_that_is_not_this_machines_is_refused(night: Night) -> None:
    assert httpx.get(night.url, headers={"Host": "phones.example"}).status_code == 400


def test_the_page_knows_whether_the_doors_are_open(night: Night) -> None:
    assert httpx.get(f"{night.url}/doors").json() == {"public": True, "staff": True}
    assert httpx.get(f"{night.url}/healthz").text == "ok"


def test_the_page_waits_for_doors_that_are_not_open_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = settings_for("http://127.0.0.1:9", monkeypatch)
    with serving(Demonstration(closed).app()) as url:
        assert httpx.get(f"{url}/doors").json() == {"public": False, "staff": False}
        assert "Opening…" in httpx.get(url).text


def test_a_text_goes_through_the_signed_webhook_and_an_answer_comes_back(night: Night) -> None:
    with closing(SmsPhones(f"{night.url}/twilio")) as phones:
        phones.send(PHONE, "hello")
        body, headers = night.inbox.at(MESSAGE_PATH)[0]
        reader = SmsWebhooks(ACCOUNT_SID, AUTH_TOKEN, night.public_url)
        assert isinstance(reader.read_message(body, headers["x-twilio-signature"], NOW), Inbound)
        account = TwilioAccount(ACCOUNT_SID, AUTH_TOKEN, DOOR, night.public_url, f"{night.url}/twilio")
        SmsSender(account).send(PHONE, "hello yourself")
        assert phones.received(PHONE) == ["hello yourself"]


def test_telegram_goes_through_the_webhook_that_is_set_from_the_start(night: Night) -> None:
    with (
        closing(TelegramPhones(f"{night.url}/telegram")) as phones,
        closing(TelegramLine(BOT_TOKEN, f"{night.url}/telegram")) as line,
    ):
        phones.act(CHAT, text="hello")
        wait_until(lambda: night.inbox.at(WEBHOOK_PATH) != [], "the webhook")
        body, headers = night.inbox.at(WEBHOOK_PATH)[0]
        read = TelegramWebhook(SECRET).read(body, headers["x-telegram-bot-api-secret-token"], NOW)
        assert isinstance(read, Inbound)
        TelegramSender(line).send(str(CHAT), "hello yourself")
        assert phones.received(CHAT) == ["hello yourself"]


def test_outside_the_demonstration_the_command_refuses_in_one_line() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "NIGHTDOOR_DEMO"}
    done = subprocess.run(
        [sys.executable, "-m", "demo"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "NIGHTDOOR_DEMO=1" in done.stderr
