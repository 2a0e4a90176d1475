"""The providers as servers of their own, for any test: in front of a listening inbox or of the real gateway."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from demo.emulators.telegram import TelegramEmulator
from demo.emulators.telegram_state import TelegramSettings
from demo.emulators.twilio import TwilioEmulator
from demo.emulators.twilio_state import TwilioSettings
from tests.support.phones import SmsPhones, TelegramPhones
from tests.support.servers import serving
from tests.support.telegram_bodies import BOT_TOKEN
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR, PUBLIC_URL


@contextmanager
def twilio_calling(gateway: str, public_url: str = PUBLIC_URL) -> Iterator[SmsPhones]:
    """Serve Twilio; its webhooks are signed for ``public_url`` and go to ``gateway``. Give every phone."""
    settings = TwilioSettings(ACCOUNT_SID, AUTH_TOKEN, DOOR, public_url, gateway, pace=0.02)
    with serving(TwilioEmulator(settings).app) as url, closing(SmsPhones(url)) as phones:
        yield phones


@contextmanager
def telegram_calling(
    gateway: str, public_url: str = PUBLIC_URL, webhook: str = "", secret_token: str = ""
) -> Iterator[TelegramPhones]:
    """Serve Telegram; give every chat. ``webhook`` is set from the start, or else by the bot."""
    settings = TelegramSettings(BOT_TOKEN, public_url, gateway, webhook, secret_token, pause=0.02)
    with serving(TelegramEmulator(settings).app) as url, closing(TelegramPhones(url)) as phones:
        yield phones
