"""Emulators as servers of their own, and a gateway that listens."""

from collections.abc import Iterator

import pytest

from tests.support.inbox import Inbox
from tests.support.phones import SmsPhones, TelegramPhones
from tests.support.providers import telegram_calling, twilio_calling
from tests.support.servers import serving


@pytest.fixture
def inbox() -> Inbox:
    """What the gateway got."""
    return Inbox()


@pytest.fixture
def gateway(inbox: Inbox) -> Iterator[str]:
    """The address of a gateway that keeps what it gets."""
    with serving(inbox.app()) as url:
        yield url


@pytest.fixture
def sms(gateway: str) -> Iterator[SmsPhones]:
    """Twilio, and every phone."""
    with twilio_calling(gateway) as phones:
        yield phones


@pytest.fixture
def telegram(gateway: str) -> Iterator[TelegramPhones]:
    """Telegram, and every chat."""
    with telegram_calling(gateway) as phones:
        yield phones
