"""Emulators as servers of their own, and a gateway that listens."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from demo.emulators.twilio import TwilioEmulator
from demo.emulators.twilio_state import TwilioSettings
from tests.support.inbox import Inbox
from tests.support.phones import SmsPhones
from tests.support.servers import serving
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR, PUBLIC_URL


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
    settings = TwilioSettings(ACCOUNT_SID, AUTH_TOKEN, DOOR, PUBLIC_URL, gateway, pace=0.02)
    with serving(TwilioEmulator(settings).app) as url, closing(SmsPhones(url)) as phones:
        yield phones
