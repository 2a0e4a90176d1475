"""Twilio's Messages API as far as we use it, as a real HTTP server that remembers.

Differences from Twilio are bugs: ``tests/integration/emulators`` puts Twilio's own OpenAPI in front of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from demo.emulators.faults import Fault
from demo.emulators.twilio_control import TwilioControl
from demo.emulators.twilio_refusals import refusal, refuse_message, refuse_stranger
from demo.emulators.twilio_state import TwilioMessage, TwilioSettings, TwilioState
from demo.emulators.twilio_webhooks import TwilioWebhooks

BASE = "/2010-04-01/Accounts/{account_sid}"


class TwilioEmulator:
    """One account, its number, and the phones that text it."""

    def __init__(self, settings: TwilioSettings) -> None:
        """Take the account. ``app`` is the server; ``close`` ends what it still has to do."""
        self.settings = settings
        self.state = TwilioState()
        self.webhooks = TwilioWebhooks(settings)
        self._journeys: set[asyncio.Task[None]] = set()
        routes = [
            Route(f"{BASE}/Messages.json", self.create, methods=["POST"]),
            Route(f"{BASE}/Messages.json", self.list, methods=["GET"]),
            Route(f"{BASE}/Messages/{{sid}}.json", self.fetch, methods=["GET"]),
            Mount("/control", routes=TwilioControl(settings, self.state, self.webhooks).routes),
        ]
        self.app = Starlette(routes=routes, lifespan=self._lifespan)

    async def close(self) -> None:
        """Leave the messages that are still on their way where they are."""
        for journey in self._journeys:
            journey.cancel()
        await asyncio.gather(*self._journeys, return_exceptions=True)
        await self.webhooks.close()

    async def create(self, request: Request) -> Response:
        """Take a message, and set it on its way."""
        if stranger := self._stranger(request):
            return stranger
        form = {name: str(value) for name, value in (await request.form()).items()}
        fault = self.state.faults.take()
        if fault and (broken := await _go_wrong(fault)):
            return broken
        if refused := refuse_message(self.settings, self.state, form):
            return refused
        message = self._accept(form)
        answer = JSONResponse(message.resource(), 201)
        if fault and fault.kind == "accept_then_hang":
            await asyncio.sleep(fault.seconds)
        return answer

    async def list(self, request: Request) -> Response:
        """List messages, newest first, by To, From and the day or moment they were sent."""
        if stranger := self._stranger(request):
            return stranger
        query = request.query_params
        size, page = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
        found = [message for message in reversed(self.state.messages) if _matches(message, dict(query))]
        shown = found[page * size : (page + 1) * size]
        more = len(found) > (page + 1) * size
        return JSONResponse(_page(request, [one.resource() for one in shown], page, size, more))

    async def fetch(self, request: Request) -> Response:
        """Show one message."""
        if stranger := self._stranger(request):
            return stranger
        message = self.state.find(request.path_params["sid"])
        if message is None:
            return refusal(404, 20404, f"The requested resource {request.url.path} was not found")
        return JSONResponse(message.resource())

    def _stranger(self, request: Request) -> JSONResponse | None:
        given = request.headers.get("Authorization", "")
        return refuse_stranger(self.settings, given, request.path_params["account_sid"])

    def _accept(self, form: dict[str, str]) -> TwilioMessage:
        message = TwilioMessage(
            account_sid=self.settings.account_sid,
            to=form["To"],
            sender=form["From"],
            body=form["Body"],
            direction="outbound-api",
            status="queued",
            status_callback=form.get("StatusCallback", ""),
        )
        self.state.messages.append(message)
        journey = asyncio.create_task(self._deliver(message))
        self._journeys.add(journey)
        journey.add_done_callback(self._journeys.discard)
        return message

    async def _deliver(self, message: TwilioMessage) -> None:
        last, code = self.state.fates.get(message.to, ("delivered", 0))
        for status in ("sent", last):
            await asyncio.sleep(self.settings.pace)
            message.status = status
            message.sent = message.sent or datetime.now(UTC)
            message.error_code = (code or None) if status == last else None
            await self.webhooks.report(message)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        yield
        await self.close()


async def _go_wrong(fault: Fault) -> Response | None:
    """Carry a fault out; None means that the request goes on."""
    if fault.kind == "error":
        words = "Too Many Requests" if fault.status == 429 else "An internal server error has occurred"
        return refusal(fault.status, fault.code or 20429 if fault.status == 429 else fault.code or 20500, words)
    if fault.kind in {"hang", "slow"}:
        await asyncio.sleep(fault.seconds)
    return refusal(503, 20503, "Service unavailable") if fault.kind == "hang" else None


def _matches(message: TwilioMessage, query: dict[str, str]) -> bool:
    if query.get("To", message.to) != message.to or query.get("From", message.sender) != message.sender:
        return False
    day = (message.sent or message.created).astimezone(UTC)
    since, until, on = (query.get(name) for name in ("DateSent>", "DateSent<", "DateSent"))
    return (
        (not since or day >= _moment(since))
        and (not until or day <= _moment(until))
        and (not on or day.date() == _moment(on).date())
    )


def _moment(raw: str) -> datetime:
    moment = datetime.fromisoformat(raw.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _page(request: Request, shown: list[dict[str, object]], page: int, size: int, more: bool) -> dict[str, object]:
    def uri(number: int) -> str:
        query = {**request.query_params, "PageSize": str(size), "Page": str(number)}
        return f"/2010-04-01/Accounts/{request.path_params['account_sid']}/Messages.json?{urlencode(query)}"

    return {
        "messages": shown,
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": page * size + max(len(shown) - 1, 0),
        "uri": uri(page),
        "first_page_uri": uri(0),
        "next_page_uri": uri(page + 1) if more else None,
        "previous_page_uri": uri(page - 1) if page else None,
    }
