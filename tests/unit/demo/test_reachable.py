"""Public addresses, and where they are really reached from a test."""

import pytest

from demo.emulators.telegram_state import TelegramSettings
from demo.emulators.twilio_state import TwilioSettings


@pytest.mark.parametrize(
    ("url", "reached"),
    [
        ("https://door.example/webhooks/x?a=1", "http://127.0.0.1:7000/webhooks/x?a=1"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
    ],
)
def test_only_our_own_public_address_is_reached_here(url: str, reached: str) -> None:
    public, gateway = "https://door.example/", "http://127.0.0.1:7000"
    assert TwilioSettings("AC", "t", "+44", public, gateway).reachable(url) == reached
    assert TelegramSettings("1:t", public, gateway).reachable(url) == reached


def test_without_a_gateway_the_public_address_is_used() -> None:
    url = "http://127.0.0.1:8000/webhooks/x"
    assert TwilioSettings("AC", "t", "+44", "http://127.0.0.1:8000").reachable(url) == url
    assert TelegramSettings("1:t").reachable(url) == url
