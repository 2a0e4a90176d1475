"""The morning queue: its page, its CSV file and its printable pages."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from handoff.export import as_csv
from handoff.guard import CaseLead
from handoff.room import InRoom, Room
from nightdoor.core.clock import london
from nightdoor.core.queue import QueueLine
from nightdoor.core.summary import summarise
from nightdoor.services import morning
from nightdoor.store import Tx, audit, cases
from nightdoor.store.staff import Session

router = APIRouter(prefix="/queue")


class Show(StrEnum):
    """Which lines to show."""

    ALL = "all"
    MINE = "mine"
    UNALLOCATED = "unallocated"


@router.get("")
def show_queue(room: InRoom, session: CaseLead, show: Show = Show.ALL) -> HTMLResponse:
    """Show the open lines."""
    lines = _lines(room, session, show, "saw_line")
    return room.page("queue.html", session=session, lines=lines, show=show)


@router.get(".csv")
def export_queue(room: InRoom, session: CaseLead, show: Show = Show.ALL) -> Response:
    """Hand out the open lines as a CSV file."""
    lines = _lines(room, session, show, "exported")
    name = f"nightdoor-queue-{london(room.clock()):%Y-%m-%d}.csv"
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(as_csv(lines), media_type="text/csv; charset=utf-8", headers=disposition)


@router.get("/print")
def print_queue(room: InRoom, session: CaseLead, show: Show = Show.ALL) -> HTMLResponse:
    """Show every open line with its summary, one after another, for paper."""
    lines = _lines(room, session, show, "printed")
    with room.database.look() as tx:
        summaries = {line.case_id: _summary(tx, line) for line in lines}
    return room.page("print.html", session=session, lines=lines, summaries=summaries)


def _lines(room: Room, session: Session, show: Show, what: str) -> list[QueueLine]:
    """Return the lines; whoever looks is in the audit trail, line by line."""
    me = session.staff.id
    with room.database.transaction() as tx:
        lines = morning.queue_lines(tx, lead_id=me if show is Show.MINE else None, unallocated=show is Show.UNALLOCATED)
        for line in lines:
            audit.note(tx, what, room.clock(), conversation_id=line.conversation_id, staff_id=me)
    return lines


def _summary(tx: Tx, line: QueueLine) -> object:
    return summarise(morning.facts_of(tx, cases.get_case(tx, line.case_id)))
