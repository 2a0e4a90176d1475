"""Providers that answer half, nonsense, or not at all: temporary, and perhaps sent."""

from contextlib import closing

import pytest

from bot.channels.sms_sender import SmsSender, TwilioAccount
from bot.channels.telegram_line import TelegramLine
from bot.channels.telegram_sender import TelegramSender
from nightdoor.core.sending import FailureKind, SendFailed
from tests.support.raw import answering, page
from tests.support.telegram_bodies import BOT_TOKEN, CHAT
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR, PHONE, PUBLIC_URL

ANSWERS = {
    "the line is cut": b"",
    "half a head": b"HTTP/1.1 20",
    "half an answer": page("200 OK", b"{}" * 50)[:-20],
    "no HTTP": b"220 mail.example ESMTP\r\n",
    "a page of some proxy": page("200 OK", b"<h1>Please sign in to the wireless network</h1>"),
    "an empty page": page("200 OK", b""),
    "a list": page("200 OK", b"[]"),
    "a word": page("200 OK", b'"ok"'),
    "an empty object": page("200 OK", b"{}"),
    "a proxy without its server": page("502 Bad Gateway", b"<h1>Bad Gateway</h1>"),
}


def check(failed: SendFailed) -> None:
    assert (failed.kind, failed.maybe_sent) == (FailureKind.TEMPORARY, True)
    assert failed.__context__ is None or failed.__suppress_context__


@pytest.mark.parametrize("name", ANSWERS)
def test_twilios_line(name: str) -> None:
    with answering(ANSWERS[name]) as url, pytest.raises(SendFailed) as failed:
        SmsSender(TwilioAccount(ACCOUNT_SID, AUTH_TOKEN, DOOR, PUBLIC_URL, url), timeout=2).send(PHONE, "hello")
    check(failed.value)


@pytest.mark.parametrize("name", ANSWERS)
def test_telegrams_line(name: str) -> None:
    with (
        answering(ANSWERS[name]) as url,
        closing(TelegramLine(BOT_TOKEN, url, timeout=2)) as line,
        pytest.raises(SendFailed) as failed,
    ):
        TelegramSender(line).send(str(CHAT), "hello")
    check(failed.value)
