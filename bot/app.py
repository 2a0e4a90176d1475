"""The residents' side, put together: webhooks, web chat and one durable inbox behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from bot.channels.sms import SmsWebhooks
from bot.channels.telegram import TelegramWebhook
from bot.gateway.dark import DarkAnswer
from bot.gateway.inbox import Inbox
from bot.gateway.webhooks import sms_routes, telegram_routes
from bot.parts import make_door, make_senders
from nightdoor.core.message import Inbound
from nightdoor.health import health_routes
from nightdoor.settings import Settings
from nightdoor.store import Database
from nightdoor.store.spool import Spool

DATABASE_WAIT_SECONDS = 3.0
"""A provider waits 15 s for us: a database that is locked for longer than this is taken for down."""


def create_app(settings: Settings) -> FastAPI:
    """Return the residents' side. Nothing is opened before it is started."""
    database = Database(settings.database_url, wait_seconds=DATABASE_WAIT_SECONDS)
    door = make_door(settings)
    dark = DarkAnswer(door.wording, make_senders(settings), settings.duty_phone)
    inbox = Inbox(database, door, Spool(settings.spool), dark)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        inbox.start()
        yield
        await asyncio.to_thread(inbox.stop)
        database.close()

    async def accept(inbound: Inbound) -> None:
        await asyncio.wrap_future(inbox.accept(inbound))

    def engine_answers() -> None:
        httpx.get(settings.engine_url, timeout=2).raise_for_status()

    app = FastAPI(
        title="Nightdoor, residents' side", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.include_router(health_routes({"database": database.ping, "engine": engine_answers}))
    if settings.twilio_account_sid:
        token = settings.twilio_auth_token.get_secret_value()
        webhooks = SmsWebhooks(settings.twilio_account_sid, token, settings.public_url)
        app.include_router(sms_routes(webhooks, accept, database))
    if secret := settings.telegram_secret_token.get_secret_value():
        app.include_router(telegram_routes(TelegramWebhook(secret), accept))
    return app
