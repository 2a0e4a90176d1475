"""The settings that the door cannot open without, outside the demonstration."""

from __future__ import annotations

from nightdoor.settings import Settings

SHORTEST_SECRET = 32


def missing_settings(settings: Settings) -> list[str]:
    """Return the names of settings that are missing or too weak, in the order in which people should set them.

    A provider is used when one of its settings is there; then all of them are needed.
    """
    missing = []
    if len(settings.secret_key.get_secret_value()) < SHORTEST_SECRET:
        missing.append("NIGHTDOOR_SECRET_KEY")
    twilio = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token.get_secret_value(),
        "TWILIO_FROM": settings.twilio_from,
    }
    telegram = {
        "TELEGRAM_BOT_TOKEN": settings.telegram_bot_token.get_secret_value(),
        "TELEGRAM_SECRET_TOKEN": settings.telegram_secret_token.get_secret_value(),
    }
    for provider in (twilio, telegram):
        if any(provider.values()):
            missing += [name for name, value in provider.items() if not value]
    return missing
