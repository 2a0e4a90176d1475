"""How Telegram's messages come in: by webhook where a secret for it is set, by asking on a laptop without one."""

from __future__ import annotations

import logging
from threading import Event

from bot.channels.telegram_polling import TelegramPolling
from bot.channels.telegram_sender import TelegramSender
from nightdoor.core.sending import SendFailed
from nightdoor.workers import Job

log = logging.getLogger(__name__)

TRY_AGAIN_SECONDS = 10.0


def by_webhook(sender: TelegramSender, public_url: str, secret_token: str, stopped: Event) -> Job:
    """Return the job of telling Telegram where our webhook is, until it has heard."""

    def tell() -> bool:
        try:
            sender.set_webhook(public_url, secret_token)
        except SendFailed as failure:
            log.warning("Telegram does not know our webhook yet: %s", failure)
            stopped.wait(TRY_AGAIN_SECONDS)
        else:
            stopped.wait()
        return True

    return ("telegram-webhook", tell)


def by_asking(polling: TelegramPolling, stopped: Event) -> Job:
    """Return the job of asking Telegram for messages."""

    def ask() -> bool:
        polling.run(stopped)
        return True

    return ("telegram-polling", ask)
