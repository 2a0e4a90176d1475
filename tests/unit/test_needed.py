"""Outside the demonstration the door does not open with a setting missing."""

from nightdoor.needed import missing_settings
from nightdoor.settings import Settings

GOOD_KEY = "k" * 32
TWILIO = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "TWILIO_FROM": "+447700900100"}


def _missing(**environment: str) -> list[str]:
    return missing_settings(Settings.model_validate(environment))


def test_a_secret_key_is_all_that_a_web_chat_needs() -> None:
    assert _missing(NIGHTDOOR_SECRET_KEY=GOOD_KEY) == []


def test_a_secret_key_that_is_missing_or_short_is_named() -> None:
    assert _missing() == ["NIGHTDOOR_SECRET_KEY"]
    assert _missing(NIGHTDOOR_SECRET_KEY="short") == ["NIGHTDOOR_SECRET_KEY"]


def test_a_provider_that_is_half_set_is_named() -> None:
    assert _missing(NIGHTDOOR_SECRET_KEY=GOOD_KEY, **TWILIO) == []
    assert _missing(NIGHTDOOR_SECRET_KEY=GOOD_KEY, TWILIO_FROM="+447700900100") == [
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
    ]
    assert _missing(NIGHTDOOR_SECRET_KEY=GOOD_KEY, TELEGRAM_SECRET_TOKEN="s") == ["TELEGRAM_BOT_TOKEN"]


def test_telegram_needs_no_webhook_secret_where_it_is_asked_for_messages() -> None:
    assert _missing(NIGHTDOOR_SECRET_KEY=GOOD_KEY, TELEGRAM_BOT_TOKEN="1:a") == []
