"""Live pages: what is new, sent to an open page within a second of its commit."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import run_in_threadpool
from sse_starlette import EventSourceResponse, ServerSentEvent

from handoff.alert_view import alert_view, console, newest_change
from handoff.guard import COOKIE, OnDuty
from handoff.room import InRoom, Room
from nightdoor.services.sign_in import session_of
from nightdoor.store import DatabaseDown, Tx, audit

router = APIRouter(prefix="/duty")

ALIVE_EVERY = 10
"""After so many looks the page is told that the line is up, and the session is looked at again."""

Look = Callable[[Tx], list[ServerSentEvent]]


@router.get("/events")
async def alerts_live(request: Request, room: InRoom, _session: OnDuty) -> EventSourceResponse:
    """Stream the list of alerts whenever it changes."""
    shown: dict[str, str] = {}

    def look(tx: Tx) -> list[ServerSentEvent]:
        now_open = console(tx, room)
        data = {"html": room.part("alert-list.html", console=now_open), "waiting": now_open.waiting}
        if shown.get("html") == data["html"]:
            return []
        shown["html"] = str(data["html"])
        return [_event("alerts", data)]

    return EventSourceResponse(_stream(request, room, look))


@router.get("/alerts/{alert_id}/events")
async def conversation_live(
    request: Request,
    room: InRoom,
    session: OnDuty,
    alert_id: int,
    after: int = 0,
    last_event_id: Annotated[int | None, Header()] = None,
) -> EventSourceResponse:
    """Stream new messages of one conversation, delivery marks as they change, and that the alert has moved on."""
    follower = await run_in_threadpool(_Follower, room, alert_id, last_event_id or after, session.staff.id)
    return EventSourceResponse(_stream(request, room, follower.look))


class _Follower:
    """What one open page of an alert has seen so far."""

    def __init__(self, room: Room, alert_id: int, after: int, staff_id: int) -> None:
        self.room, self.alert_id, self.last_id = room, alert_id, after
        self.marks: dict[int, str] = {}
        with room.database.transaction() as tx:
            self.change = newest_change(view := alert_view(tx, alert_id))
            audit.note(tx, "followed", room.clock(), conversation_id=view.conversation.id, staff_id=staff_id)

    def look(self, tx: Tx) -> list[ServerSentEvent]:
        """Return what is new since the last look."""
        view = alert_view(tx, self.alert_id)
        events = []
        for said in view.thread:
            number = said.message.id
            if number > self.last_id:
                events.append(_event("message", {"html": self.room.part("said.html", said=said)}, number))
                self.last_id = number
            elif self.marks.get(number, "") != said.mark:
                events.append(_event("mark", {"id": number, "mark": said.mark, "lost": said.lost}))
            self.marks[number] = said.mark
        if newest_change(view) != self.change:
            self.change = newest_change(view)
            events.append(_event("moved-on", {}))
        return events


async def _stream(request: Request, room: Room, look: Look) -> AsyncIterator[ServerSentEvent]:
    """Look again and again, until the page is closed or the session is over. An open console is a session in use."""
    looks = 0
    while not await request.is_disconnected():
        if looks % ALIVE_EVERY == 0:
            if not await run_in_threadpool(_is_signed_in, request, room):
                return
            yield _event("alive", {})
        looks += 1
        for event in await run_in_threadpool(_look, room, look):
            yield event
        await asyncio.sleep(room.look_every.total_seconds())


def _look(room: Room, look: Look) -> list[ServerSentEvent]:
    try:
        with room.database.look() as tx:
            return look(tx)
    except DatabaseDown:
        return [_event("trouble", {})]


def _is_signed_in(request: Request, room: Room) -> bool:
    """Whether the session still stands; with the database down nobody is signed out for that."""
    try:
        return session_of(room.database, request.cookies.get(COOKIE, ""), room.clock()) is not None
    except DatabaseDown:
        return True


def _event(name: str, data: dict[str, object], number: int | None = None) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data), event=name, id=None if number is None else str(number))
