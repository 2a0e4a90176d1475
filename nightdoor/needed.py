"""The settings that the door cannot open without, outside the demonstration."""

from __future__ import annotations

from nightdoor.settings import Settings

SHORTEST_SECRET = 32


def missing_settings(settings: Settings) -> list[str]:
    """Return the names of settings that are missing or too weak, in the order in which people should set them.

    A provider is used when one of its settings is there; then all that it needs must be. Telegram needs no secret
    where we ask it for messages instead of waiting for its webhook.
    """
    missing = []
    if len(settings.secret_key.get_secret_value()) < SHORTEST_SECRET:
        missing.append("NIGHTDOOR_SECRET_KEY")
    twilio = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token.get_secret_value(),
        "TWILIO_FROM": settings.twilio_from,
    }
    if any(twilio.values()):
        missing += [name for name, value in twilio.items() if not value]
    if settings.telegram_secret_token.get_secret_value() and not settings.telegram_bot_token.get_secret_value():
        missing.append("TELEGRAM_BOT_TOKEN")
    return missing
