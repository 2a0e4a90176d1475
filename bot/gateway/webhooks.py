"""The providers' doors: verified, parsed, kept, and only then answered with 2xx."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from bot.channels.parsed import LARGEST_WEBHOOK, Ignored, RefusedWebhook
from bot.channels.sms import MESSAGE_PATH, STATUS_PATH, SmsWebhooks
from bot.channels.telegram import WEBHOOK_PATH, TelegramWebhook, button_answer
from nightdoor.core.clock import now
from nightdoor.core.message import Channel, Inbound
from nightdoor.services.deliver import note_receipt
from nightdoor.store import Database, DatabaseDown

log = logging.getLogger(__name__)

Accept = Callable[[Inbound], Awaitable[None]]

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
LONGEST_WAIT_SECONDS = 12.0
"""Twilio gives up after 15 s; a provider that hears 503 before that tries again."""


def sms_routes(webhooks: SmsWebhooks, accept: Accept, database: Database) -> APIRouter:
    """Return Twilio's two doors."""
    routes = APIRouter()

    @routes.post(MESSAGE_PATH)
    async def message(request: Request) -> Response:
        try:
            signature = request.headers.get("x-twilio-signature")
            parsed = webhooks.read_message(await _body(request), signature, now())
        except RefusedWebhook as refusal:
            return _refused(refusal)
        return await _taken(accept, parsed, Response(EMPTY_TWIML, media_type="text/xml"))

    @routes.post(STATUS_PATH)
    async def status(request: Request) -> Response:
        try:
            report = webhooks.read_report(await _body(request), request.headers.get("x-twilio-signature"))
        except RefusedWebhook as refusal:
            return _refused(refusal)

        def keep() -> None:
            with database.transaction() as tx:
                note_receipt(tx, Channel.SMS, report.provider_id, report.status, report.error_code, now())

        try:
            await run_in_threadpool(keep)
        except DatabaseDown:
            return PlainTextResponse("not kept: try again", 503)
        return Response(status_code=204)

    return routes


def telegram_routes(webhook: TelegramWebhook, accept: Accept) -> APIRouter:
    """Return Telegram's door."""
    routes = APIRouter()

    @routes.post(WEBHOOK_PATH)
    async def update(request: Request) -> Response:
        try:
            body = await _body(request)
            parsed = webhook.read(body, request.headers.get("x-telegram-bot-api-secret-token"), now())
        except RefusedWebhook as refusal:
            return _refused(refusal)
        return await _taken(accept, parsed, JSONResponse(button_answer(body) or {}))

    return routes


async def _taken(accept: Accept, parsed: Inbound | Ignored, taken: Response) -> Response:
    """Answer 2xx when the message is kept, and 503 when it could not be, so that the provider tries again."""
    if isinstance(parsed, Ignored):
        return taken
    try:
        await asyncio.wait_for(accept(parsed), LONGEST_WAIT_SECONDS)
    except (RuntimeError, TimeoutError):
        return PlainTextResponse("not kept: try again", 503)
    return taken


async def _body(request: Request) -> bytes:
    """Read a body, but no more of it than a provider sends. Raises RefusedWebhook (413)."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_WEBHOOK:
            raise RefusedWebhook(413, "the request is too large")
    return bytes(body)


def _refused(refusal: RefusedWebhook) -> Response:
    log.warning("webhook refused: %s", refusal.reason)
    return PlainTextResponse(refusal.reason, refusal.status)
