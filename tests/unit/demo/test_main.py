"""When there is no demonstration to play."""

import pytest

from demo.__main__ import why_not
from nightdoor.settings import Settings

KEYS = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "a",
    "TWILIO_FROM": "+447700900100",
    "TELEGRAM_BOT_TOKEN": "1:a",
    "TELEGRAM_SECRET_TOKEN": "b",
}


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in {**KEYS, "NIGHTDOOR_DEMO": "1"}.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_with_every_key_it_may_be_played(keys: pytest.MonkeyPatch) -> None:
    assert why_not(Settings()) == ""


def test_switched_off_it_may_not(keys: pytest.MonkeyPatch) -> None:
    keys.delenv("NIGHTDOOR_DEMO")
    assert "NIGHTDOOR_DEMO=1" in why_not(Settings())


@pytest.mark.parametrize("name", KEYS)
def test_a_missing_key_is_named(keys: pytest.MonkeyPatch, name: str) -> None:
    keys.delenv(name)
    assert why_not(Settings()) == f"these settings are missing: {name}."
