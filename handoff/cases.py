"""One case item: its summary, and what a case lead does with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from handoff.guard import CaseLead
from handoff.room import InRoom, Room
from nightdoor.core.queue import line_of
from nightdoor.core.staff import Role
from nightdoor.core.summary import summarise
from nightdoor.services import morning
from nightdoor.store import audit, cases, staff
from nightdoor.store.staff import Session

router = APIRouter(prefix="/queue")


@router.get("/{case_id}")
def show_case(room: InRoom, session: CaseLead, case_id: int) -> HTMLResponse:
    """Show a case item."""
    return _page(room, session, case_id)


@router.post("/{case_id}/allocate")
def allocate(room: InRoom, session: CaseLead, case_id: int, lead: Annotated[str, Form()] = "") -> Response:
    """Give it to a case lead."""
    try:
        with room.database.transaction() as tx:
            morning.allocate(tx, case_id, _number(lead), session.staff.id, room.clock())
    except morning.Refused as refused:
        return _page(room, session, case_id, error=str(refused), at="lead")
    return _back_to(case_id)


@router.post("/{case_id}/note")
def note(room: InRoom, session: CaseLead, case_id: int, words: Annotated[str, Form()] = "") -> Response:
    """Note something on it."""
    try:
        with room.database.transaction() as tx:
            morning.add_note(tx, case_id, session.staff.id, words, room.clock())
    except morning.Refused as refused:
        return _page(room, session, case_id, error=str(refused), at="note")
    return _back_to(case_id)


@router.post("/{case_id}/close")
def close(room: InRoom, session: CaseLead, case_id: int, outcome: Annotated[str, Form()] = "") -> Response:
    """Close it with an outcome."""
    try:
        with room.database.transaction() as tx:
            morning.close(tx, case_id, session.staff.id, outcome, room.clock())
    except morning.Refused as refused:
        return _page(room, session, case_id, error=str(refused), at="outcome")
    return _back_to(case_id)


def _page(room: Room, session: Session, case_id: int, *, error: str = "", at: str = "") -> HTMLResponse:
    """Show the case item, with what went wrong and where; whoever looks is in the audit trail."""
    with room.database.transaction() as tx:
        case = cases.get_case(tx, case_id)
        facts = morning.facts_of(tx, case)
        audit.note(tx, "saw_case", room.clock(), conversation_id=case.conversation_id, staff_id=session.staff.id)
        return room.page(
            "case.html",
            status=409 if error else 200,
            session=session,
            case=case,
            line=line_of(facts),
            summary=summarise(facts),
            notes=morning.notes_of(tx, case_id),
            leads=staff.of_roles(tx, Role.LEAD, Role.MANAGER),
            error=error,
            error_at=at,
        )


def _back_to(case_id: int) -> Response:
    return RedirectResponse(f"/queue/{case_id}", 303)


def _number(raw: str) -> int:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0
