"""An engine that keeps to the contract of ``nightdoor/core/engine.py``, and can be told to think for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.servers import serving

NOTHING_YET: dict[str, Any] = dict.fromkeys(("place", "would_help", "name", "safe_contact", "consent"))
REPORT: dict[str, Any] = {"asked": "place", "outcome": "asking", "crisis_kind": None, "offered": []}


class PretendEngine:
    """Answers each message with words of its own; keeps what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.may_answer = Event()
        self.may_answer.set()

    async def turn(self, request: Request) -> Response:
        """Take one turn."""
        text = str((await request.json())["message"])
        self.asked.append(text)
        await run_in_threadpool(self.may_answer.wait)
        story = {**NOTHING_YET, "needs": [], "what_happened": text}
        report: dict[str, Any] = {
            "story": story,
            "asked": "place",
            "outcome": "asking",
            "crisis_kind": None,
            "offered": [],
        }
        return JSONResponse([{"text": answer_to(text)}, {"custom": {"nightdoor": report}}])

    async def alive(self, _request: Request) -> Response:
        """Say that it is there."""
        return JSONResponse({"status": "ok"})

    def app(self) -> Starlette:
        """Return the application to serve."""
        home = Route("/webhooks/rest/", self.alive)
        return Starlette(routes=[home, Route("/webhooks/rest/webhook", self.turn, methods=["POST"])])


def answer_to(text: str) -> str:
    """Return what the engine answers: words that no other message is answered with."""
    return f"I heard: {text}"


@contextmanager
def pretend_engine() -> Iterator[PretendEngine]:
    """Serve one."""
    engine = PretendEngine()
    with serving(engine.app()) as engine.url:
        yield engine
        engine.may_answer.set()
