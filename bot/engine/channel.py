"""Rasa's REST channel, without its habit of logging what a resident wrote when something fails."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput

from bot.engine.patches import TurnFailed

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


def quietly(on_new_message: Handler) -> Handler:
    """Wrap a handler: a failure is logged by its kind alone, and the answer stays empty, which our client refuses."""

    @functools.wraps(on_new_message)
    async def handle(message: UserMessage) -> Any:
        try:
            return await on_new_message(message)
        except TurnFailed as failure:
            logger.error("turn failed: %s", failure)
        except asyncio.CancelledError:
            logger.error("turn abandoned: the caller left")
        except Exception as error:  # noqa: BLE001 - Rasa's own handler would log the resident's words
            logger.error("turn failed: %s", type(error).__name__)

    return handle


class QuietRest(RestInput):
    """`POST /webhooks/rest/webhook`, as Rasa documents it."""

    def blueprint(self, on_new_message: Handler) -> Any:
        """Return Rasa's routes over a quiet handler."""
        return super().blueprint(quietly(on_new_message))
