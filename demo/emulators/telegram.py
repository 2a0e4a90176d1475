"""Telegram's Bot API as far as we use it, as a real HTTP server: python-telegram-bot itself drives it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from demo.emulators.faults import Fault
from demo.emulators.telegram_acts import TelegramActs
from demo.emulators.telegram_control import TelegramControl
from demo.emulators.telegram_methods import Refused, TelegramMethods
from demo.emulators.telegram_state import Json, TelegramSettings, TelegramState


class TelegramEmulator:
    """One bot, and the people who write to it."""

    def __init__(self, settings: TelegramSettings) -> None:
        """Take the bot. ``app`` is the server; ``start`` and ``close`` go with it where it is mounted."""
        self.settings = settings
        self.state = TelegramState(settings)
        self.methods = TelegramMethods(settings, self.state)
        self._client = httpx.AsyncClient(timeout=60, trust_env=False)
        self._posting: asyncio.Task[None] | None = None
        acts = TelegramActs(settings, self.state)
        routes = [
            Route("/bot{token}/{method}", self.bot_method, methods=["GET", "POST"]),
            Mount("/control", routes=TelegramControl(self.state, acts).routes),
        ]
        self.app = Starlette(routes=routes, lifespan=self._lifespan)

    def start(self) -> None:
        """Begin to post updates to the webhook."""
        self._posting = asyncio.create_task(self._post_updates())

    async def close(self) -> None:
        """End what is under way."""
        if self._posting:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
        await self._client.aclose()

    async def bot_method(self, request: Request) -> Response:
        """Answer one call of the Bot API."""
        if request.path_params["token"] != self.settings.token:
            return _refusal(Refused(401, "Unauthorized"))
        params = {**request.query_params, **{k: str(v) for k, v in (await request.form()).items()}}
        method = request.path_params["method"]
        try:
            fault = self.state.faults.take() if method.casefold() == "sendmessage" else None
            if fault and fault.kind != "accept_then_hang":
                await _go_wrong(fault)
            result = await self.methods.call(method, params)
            if fault and fault.kind == "accept_then_hang":
                await asyncio.sleep(fault.seconds)
        except Refused as refused:
            return _refusal(refused)
        return JSONResponse({"ok": True, "result": result})

    async def _post_updates(self) -> None:
        """Post the oldest update until the webhook takes it, as Telegram does, then the next."""
        pause = self.settings.pause
        while True:
            if not (self.state.webhook.url and self.state.pending):
                self.state.news.clear()
                await self.state.news.wait()
                continue
            update = self.state.pending[0]
            if await self._post(update):
                self.state.confirm(update["update_id"])
                pause = self.settings.pause
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, self.settings.longest_pause)

    async def _post(self, update: Json) -> bool:
        """Post one update; return whether it was taken, and do what the answer asks for."""
        webhook = self.state.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token} if webhook.secret_token else {}
        try:
            answer = await self._client.post(self.settings.reachable(webhook.url), json=update, headers=headers)
        except httpx.HTTPError:
            return False
        if answer.is_success:
            await self._obey(answer)
        return answer.is_success

    async def _obey(self, answer: httpx.Response) -> None:
        """Carry out a method named in the answer to a webhook; Telegram tells nobody if it cannot."""
        if not answer.headers.get("Content-Type", "").startswith("application/json"):
            return
        wanted = answer.json()
        if isinstance(wanted, dict) and "method" in wanted:
            params = {name: str(value) for name, value in wanted.items() if name != "method"}
            try:
                await self.methods.call(str(wanted["method"]), params)
            except Refused:
                return

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.start()
        yield
        await self.close()


async def _go_wrong(fault: Fault) -> None:
    if fault.kind == "flood":
        seconds = int(fault.seconds) or 1
        raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    if fault.kind == "error":
        raise Refused(fault.status, "Internal Server Error")
    await asyncio.sleep(fault.seconds)
    if fault.kind == "hang":
        raise Refused(502, "Bad Gateway")


def _refusal(refused: Refused) -> JSONResponse:
    body: Json = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return JSONResponse(body, refused.status)
