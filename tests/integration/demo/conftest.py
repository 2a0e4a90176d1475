"""The demonstration's page as a server of its own, between two sides that only listen."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from demo.page import Demonstration
from nightdoor.settings import Settings
from tests.support.inbox import Inbox
from tests.support.servers import serving
from tests.support.telegram_bodies import BOT_TOKEN, SECRET
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR


@dataclass
class Night:
    """The page's address, what the residents' side got, and its address."""

    url: str
    inbox: Inbox
    public_url: str


def settings_for(sides: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the demonstration's settings with both sides at one address."""
    values = {
        "NIGHTDOOR_DEMO": "1",
        "NIGHTDOOR_PUBLIC_URL": sides,
        "NIGHTDOOR_STAFF_URL": sides,
        "NIGHTDOOR_DUTY_PHONE": "+447700900999",
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_FROM": DOOR,
        "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
        "TELEGRAM_SECRET_TOKEN": SECRET,
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Settings()


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:
    """A page to play on."""
    inbox = Inbox()
    with (
        serving(inbox.app()) as sides,
        serving(Demonstration(settings_for(sides, monkeypatch)).app()) as url,
    ):
        yield Night(url, inbox, sides)
