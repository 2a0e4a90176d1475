"""The duty console: the list of alerts, one alert, and the four things a duty worker does with it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from handoff.alert_view import alert_view, console
from handoff.guard import OnDuty
from handoff.room import InRoom, Room
from nightdoor.core.clock import LONDON
from nightdoor.core.times import clock_time
from nightdoor.services import duty
from nightdoor.services.duty import Ending, HeldBySomebodyElse, NotHeld, Unusable
from nightdoor.store import audit
from nightdoor.store.staff import Session

router = APIRouter(prefix="/duty")

OVER = "This alert has been stood down, or nobody has acknowledged it yet. Nothing was sent."


@router.get("")
def show_console(room: InRoom, session: OnDuty, filed: int | None = None) -> HTMLResponse:
    """Show the open alerts."""
    with room.database.look() as tx:
        return room.page("duty.html", session=session, console=console(tx, room), filed=filed)


@router.get("/alerts/{alert_id}")
def show_alert(room: InRoom, session: OnDuty, alert_id: int) -> HTMLResponse:
    """Show one alert with its whole conversation."""
    return _page(room, session, alert_id)


@router.post("/alerts/{alert_id}/acknowledge")
def acknowledge(room: InRoom, session: OnDuty, alert_id: int) -> Response:
    """Take an alert."""
    try:
        with room.database.transaction() as tx:
            duty.acknowledge(tx, alert_id, session.staff.id, room.clock())
    except (HeldBySomebodyElse, NotHeld) as refused:
        return _page(room, session, alert_id, error=_why(refused), status=409)
    return _back_to(alert_id)


@router.post("/alerts/{alert_id}/take-over")
def take_over(room: InRoom, session: OnDuty, alert_id: int) -> Response:
    """Take an alert out of another's hand."""
    try:
        with room.database.transaction() as tx:
            duty.take_over(tx, alert_id, session.staff.id, room.clock())
    except NotHeld as refused:
        return _page(room, session, alert_id, error=_why(refused), status=409)
    return _back_to(alert_id)


@router.post("/alerts/{alert_id}/words")
def write(room: InRoom, session: OnDuty, alert_id: int, words: Annotated[str, Form()] = "") -> Response:
    """Write to the resident."""
    try:
        with room.database.transaction() as tx:
            duty.write(tx, alert_id, session.staff.id, words, room.clock())
    except (HeldBySomebodyElse, NotHeld, Unusable) as refused:
        return _page(room, session, alert_id, error=_why(refused), words=words, status=409)
    return _back_to(alert_id)


@router.post("/alerts/{alert_id}/stand-down")
def stand_down(
    room: InRoom,
    session: OnDuty,
    alert_id: int,
    outcome: Annotated[str, Form()] = "",
    agreed: Annotated[str, Form()] = "",
    promised: Annotated[str, Form()] = "",
    due: Annotated[str, Form()] = "",
) -> Response:
    """End an alert."""
    filled = {"outcome": outcome, "agreed": agreed, "promised": promised, "due": due}
    try:
        ending = Ending(outcome, agreed, promised, _due_at(due))
        with room.database.transaction() as tx:
            case_id = duty.stand_down(tx, alert_id, session.staff.id, ending, room.farewell, room.clock())
    except (HeldBySomebodyElse, NotHeld, Unusable) as refused:
        return _page(room, session, alert_id, error=_why(refused), ending=filled, status=409)
    return RedirectResponse(f"/duty?filed={case_id}", 303)


def _page(
    room: Room,
    session: Session,
    alert_id: int,
    *,
    error: str = "",
    words: str = "",
    ending: dict[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Show the alert, with what went wrong and what was filled in; whoever looks is in the audit trail."""
    with room.database.transaction() as tx:
        view = alert_view(tx, alert_id)
        audit.note(
            tx, "saw_conversation", room.clock(), conversation_id=view.conversation.id, staff_id=session.staff.id
        )
    is_mine = view.alert.acknowledged_by == session.staff.id and view.alert.stood_down_at is None
    facts = {"view": view, "is_mine": is_mine, "error": error, "words": words, "ending": ending or {}}
    return room.page("alert.html", status=status, session=session, **facts)


def _back_to(alert_id: int) -> Response:
    return RedirectResponse(f"/duty/alerts/{alert_id}#write", 303)


def _why(refused: Exception) -> str:
    if isinstance(refused, HeldBySomebodyElse):
        return f"{refused.holder.name} has this alert since {clock_time(refused.since)}. Nothing was changed."
    return OVER if isinstance(refused, NotHeld) else str(refused)


def _due_at(due: str) -> datetime | None:
    """Read the date and time a browser's field gives, which is London's. Raises Unusable."""
    try:
        return datetime.fromisoformat(due).replace(tzinfo=LONDON) if due else None
    except ValueError:
        raise Unusable("Give the date and the time of the promise") from None
