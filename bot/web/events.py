"""The stream: each new line of a conversation, and each change of who is speaking, as it happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import JSONResponse, Response

from bot.web.deps import WebDeps
from bot.web.pages import line_html, standing_html
from bot.web.thread import Said, Thread, read_thread
from nightdoor.core.clock import now
from nightdoor.core.times import clock_time
from nightdoor.services.visit import Visitor, recognise
from nightdoor.store import DatabaseDown, Tx

HEARTBEAT_SECONDS = 15
MOST_STREAMS_A_VISITOR = 6
MOST_STREAMS = 2000
RETRY_MS = 2000


def stream(deps: WebDeps, visitor: Visitor, seen_up_to: int) -> Response:
    """Return the stream of a visitor's conversation, from the line after ``seen_up_to``; 429 if too many are open."""
    if deps.news.listening(visitor.address) >= MOST_STREAMS_A_VISITOR or deps.news.everybody() >= MOST_STREAMS:
        return JSONResponse({"error": "too_many_streams"}, 429)
    return EventSourceResponse(_events(deps, visitor, seen_up_to), ping=HEARTBEAT_SECONDS)


async def _events(deps: WebDeps, visitor: Visitor, seen_up_to: int) -> AsyncIterator[ServerSentEvent]:
    """Yield events until the visitor leaves, or *Exit this page* closed this cookie's way in."""
    sent: set[int] = set()
    shown: dict[str, Any] = {}
    yield ServerSentEvent(comment="open", retry=RETRY_MS)
    with deps.news.listen(visitor.address) as news:
        news.set()
        while await _heard(news):
            try:
                thread = await deps.look(lambda tx: _allowed(tx, deps, visitor))
            except DatabaseDown:
                continue
            if thread is None:
                yield ServerSentEvent(event="left", data="{}")
                return
            for said in thread.said:
                if said.id > seen_up_to and said.id not in sent:
                    sent.add(said.id)
                    yield ServerSentEvent(event="message", id=str(said.id), data=json.dumps(message_data(said)))
            if (state := state_data(thread)) != shown:
                shown = state
                yield ServerSentEvent(event="state", data=json.dumps(state))


async def _heard(news: asyncio.Event) -> bool:
    """Wait for news; look again now and then in any case, so that a closed visit ends its streams."""
    try:
        await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return True
    news.clear()
    return True


def _allowed(tx: Tx, deps: WebDeps, visitor: Visitor) -> Thread | None:
    """Return the thread, if the visitor's cookie still opens it."""
    known = recognise(tx, deps.seal, visitor.token, now())
    return read_thread(tx, visitor.address) if known else None


def message_data(said: Said) -> dict[str, Any]:
    """Return one line as the stream tells it."""
    return {
        "id": said.id,
        "author": "resident" if said.own else "door" if said.automatic else "staff",
        "speaker": f"{said.speaker}, {said.role}" if said.role else said.speaker,
        "automatic": said.automatic,
        "text": said.text,
        "at": said.at.isoformat(),
        "time": clock_time(said.at),
        "client_id": said.client_id,
        "html": line_html(said),
    }


def state_data(thread: Thread) -> dict[str, Any]:
    """Return who is speaking, and what can be answered with one tap."""
    return {
        "holder": thread.standing.holder if thread.standing else "bot",
        "held_by": thread.held_by,
        "answers": [{"label": label, "text": words} for label, words in thread.answers],
        "html": standing_html(thread),
    }
