"""The parts of the residents' side, made from the settings once, where a process is put together."""

from __future__ import annotations

from datetime import timedelta

from bot.channels.sms_sender import SmsSender, TwilioAccount
from bot.channels.telegram_line import TELEGRAM, TelegramLine
from bot.channels.telegram_sender import TelegramSender
from bot.channels.twilio_line import TWILIO
from nightdoor import wording
from nightdoor.core.escalation import Policy
from nightdoor.core.message import Channel
from nightdoor.core.sending import Sender
from nightdoor.services.receive import Door
from nightdoor.settings import Settings


def make_door(settings: Settings) -> Door:
    """Return the reviewed words and the escalation policy."""
    return Door(
        wording.load(settings.data),
        Policy(tell_resident_after=timedelta(seconds=settings.unanswered_after_seconds)),
    )


def make_senders(settings: Settings) -> dict[Channel, Sender]:
    """Return a way out for each channel whose account is set."""
    senders: dict[Channel, Sender] = {}
    if settings.twilio_account_sid:
        senders[Channel.SMS] = SmsSender(
            TwilioAccount(
                settings.twilio_account_sid,
                settings.twilio_auth_token.get_secret_value(),
                settings.twilio_from,
                settings.public_url,
                settings.twilio_api_base or TWILIO,
            )
        )
    if settings.telegram_bot_token.get_secret_value():
        senders[Channel.TELEGRAM] = TelegramSender(make_telegram_line(settings))
    return senders


def make_telegram_line(settings: Settings) -> TelegramLine:
    """Return a line to Telegram for the bot whose token is set."""
    return TelegramLine(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_base or TELEGRAM)
