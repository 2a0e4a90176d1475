"""A Twilio that takes everything and remembers when, so that nothing but our own side is measured."""

from __future__ import annotations

import asyncio
import time
from itertools import count
from threading import Event, Thread
from typing import Self
from urllib.parse import urlencode

from aiohttp import web
from twilio.request_validator import RequestValidator

from bench.load import Shot
from tests.support.house import free_port

SID, TOKEN, NUMBER = "AC" + "b" * 32, "bench-token", "+441632960000"


class Provider:
    """``taken``: when (monotonic seconds) each number was first sent something."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: dict[str, float] = {}
        self._numbers = count(1)
        self._ready = Event()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        """Answer no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(app, access_log=None)
        self._loop.run_until_complete(runner.setup())
        self._loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", self.port).start())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())

    async def _take(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.taken.setdefault(str(form.get("To")), time.monotonic())
        sid = f"SM{next(self._numbers):032x}"
        return web.json_response({"sid": sid, "account_sid": SID, "status": "queued"}, status=201)


def text_message(base: str, path: str, sender: str, words: str, number: int) -> Shot:
    """Return a text as Twilio would hand it over, signed."""
    url = base + path
    sid = f"SM{number:032x}"
    form = {"MessageSid": sid, "AccountSid": SID, "From": sender, "To": NUMBER, "Body": words, "NumMedia": "0"}
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    return Shot(url, urlencode(form).encode(), headers)
