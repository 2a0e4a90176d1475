"""Case items: the lines of the morning queue, their notes, and the promises made in the night."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, insert, select, update

from nightdoor.core.case import URGENCY_ORDER, CaseItem, CaseStatus, FiledBecause, Urgency
from nightdoor.store.database import Tx
from nightdoor.store.tables import case_item, case_note, promise
from nightdoor.store.upsert import insert_if_new

MOST_URGENT_FIRST = case(
    {urgency: place for place, urgency in enumerate(URGENCY_ORDER)},
    value=case_item.c.urgency,
    else_=len(URGENCY_ORDER),
)


def file_case_item(
    tx: Tx,
    conversation_id: int,
    *,
    because: FiledBecause,
    urgency: Urgency,
    filed_at: datetime,
    requires_action_by: datetime,
) -> int:
    """File a conversation, once: filed again it keeps its place, and becomes sooner and more urgent but never less.

    One that was closed is opened again, with the same case lead: what is said after the end is lost on nobody.
    """
    new = insert_if_new(
        tx,
        case_item,
        conversation_id=conversation_id,
        filed_at=filed_at,
        because=because,
        urgency=urgency,
        status=CaseStatus.NEW,
        requires_action_by=requires_action_by,
    )
    if new is not None:
        return new
    was = case_of(tx, conversation_id)
    assert was is not None, "the unique constraint said so"  # noqa: S101
    if was.status is CaseStatus.CLOSED:
        status = CaseStatus.ALLOCATED if was.lead_id else CaseStatus.NEW
        change_case(tx, was.id, status=status, outcome_code=None, closed_at=None)
    else:
        urgency = min(was.urgency, urgency, key=URGENCY_ORDER.index)
        requires_action_by = min(was.requires_action_by, requires_action_by)
    change_case(tx, was.id, because=because, urgency=urgency, requires_action_by=requires_action_by)
    return was.id


def case_of(tx: Tx, conversation_id: int) -> CaseItem | None:
    """Return the case item of a conversation, if it is filed."""
    row = tx.execute(select(case_item).where(case_item.c.conversation_id == conversation_id)).one_or_none()
    return None if row is None else _case(row)


def get_case(tx: Tx, case_id: int, *, lock: bool = False) -> CaseItem:
    """Return one case item. Raises NoResultFound."""
    query = select(case_item).where(case_item.c.id == case_id)
    return _case(tx.execute(query.with_for_update() if lock else query).one())


def queue(tx: Tx, *, statuses: tuple[CaseStatus, ...] = (CaseStatus.NEW, CaseStatus.ALLOCATED)) -> list[CaseItem]:
    """Return the queue: the most urgent first, then the longest waiting."""
    query = select(case_item).where(case_item.c.status.in_(statuses))
    return [_case(row) for row in tx.execute(query.order_by(MOST_URGENT_FIRST, case_item.c.filed_at, case_item.c.id))]


def change_case(tx: Tx, case_id: int, **facts: Any) -> None:
    """Note who has a case item, or how it ended."""
    tx.execute(update(case_item).where(case_item.c.id == case_id).values(**facts))


def add_note(tx: Tx, case_id: int, staff_id: int, text: str, at: datetime) -> None:
    """Add a note of a member of staff."""
    tx.execute(insert(case_note).values(case_item_id=case_id, staff_id=staff_id, text=text, at=at))


def notes(tx: Tx, case_id: int) -> list[Row[Any]]:
    """Return the notes (``staff_id``, ``text``, ``at``) of a case item in order."""
    query = select(case_note).where(case_note.c.case_item_id == case_id).order_by(case_note.c.id)
    return list(tx.execute(query))


def add_promise(
    tx: Tx,
    conversation_id: int,
    words: str,
    made_at: datetime,
    *,
    due_at: datetime | None = None,
    message_id: int | None = None,
) -> None:
    """Keep what was promised to a resident in the team's name."""
    values = {
        "conversation_id": conversation_id,
        "words": words,
        "made_at": made_at,
        "due_at": due_at,
        "message_id": message_id,
    }
    tx.execute(insert(promise).values(**values))


def promises(tx: Tx, conversation_id: int) -> list[Row[Any]]:
    """Return the promises (``words``, ``made_at``, ``due_at``) of a conversation in order."""
    query = select(promise).where(promise.c.conversation_id == conversation_id).order_by(promise.c.id)
    return list(tx.execute(query))


def _case(row: Row[Any]) -> CaseItem:
    return CaseItem(
        id=row.id,
        conversation_id=row.conversation_id,
        filed_at=row.filed_at,
        because=FiledBecause(row.because),
        urgency=Urgency(row.urgency),
        status=CaseStatus(row.status),
        requires_action_by=row.requires_action_by,
        lead_id=row.lead_id,
        outcome_code=row.outcome_code,
        closed_at=row.closed_at,
    )
