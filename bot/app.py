"""The residents' side, put together: webhooks, web chat and one durable inbox behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import httpx
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.channels.sms import SmsWebhooks
from bot.channels.telegram import TelegramWebhook
from bot.channels.telegram_polling import TelegramPolling
from bot.channels.telegram_sender import TelegramSender
from bot.gateway.dark import DarkAnswer
from bot.gateway.inbox import Inbox
from bot.gateway.telegram_feed import by_asking, by_webhook
from bot.gateway.webhooks import Accept, sms_routes, telegram_routes
from bot.parts import make_door, make_senders, make_telegram_line
from bot.web.routes import web_router
from nightdoor import workers
from nightdoor.core.message import Inbound
from nightdoor.health import health_routes
from nightdoor.pages import STATIC
from nightdoor.settings import Settings
from nightdoor.store import Database
from nightdoor.store.spool import Spool
from nightdoor.workers import Job

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
        stopped = Event()
        inbox.start()
        workers.start(_telegram_jobs(settings, inbox, stopped), stopped)
        yield
        stopped.set()
        await asyncio.to_thread(inbox.stop)
        database.close()

    async def accept(inbound: Inbound) -> None:
        await asyncio.wrap_future(inbox.accept(inbound))

    app = FastAPI(
        title="Nightdoor, residents' side", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.include_router(health_routes({"database": database.ping, "engine": lambda: _engine_answers(settings)}))
    _add_webhooks(app, settings, accept, database)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(
        web_router(
            database=database,
            accept=accept,
            public_url=settings.public_url,
            secret_key=settings.secret_key.get_secret_value(),
            demonstration=settings.demonstration,
        )
    )
    return app


def _add_webhooks(app: FastAPI, settings: Settings, accept: Accept, database: Database) -> None:
    if settings.twilio_account_sid:
        token = settings.twilio_auth_token.get_secret_value()
        webhooks = SmsWebhooks(settings.twilio_account_sid, token, settings.public_url)
        app.include_router(sms_routes(webhooks, accept, database))
    if secret := settings.telegram_secret_token.get_secret_value():
        app.include_router(telegram_routes(TelegramWebhook(secret), accept))


def _telegram_jobs(settings: Settings, inbox: Inbox, stopped: Event) -> list[Job]:
    if not settings.telegram_bot_token.get_secret_value():
        return []
    line = make_telegram_line(settings)
    if secret := settings.telegram_secret_token.get_secret_value():
        return [by_webhook(TelegramSender(line), settings.public_url, secret, stopped)]
    return [by_asking(TelegramPolling(line, lambda inbound: inbox.accept(inbound).result()), stopped)]


def _engine_answers(settings: Settings) -> None:
    httpx.get(settings.engine_url, timeout=2, trust_env=False).raise_for_status()
