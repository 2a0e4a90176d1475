"""The audit trail, and the heartbeats of those who must be awake."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from nightdoor.store.database import Tx
from nightdoor.store.tables import audit, heartbeat


def note(
    tx: Tx,
    what: str,
    at: datetime,
    *,
    conversation_id: int | None = None,
    staff_id: int | None = None,
    detail: str = "",
) -> None:
    """Write one line of the trail. ``detail`` is a fact of ours, never a resident's words."""
    values = {
        "what": what,
        "at": at,
        "conversation_id": conversation_id,
        "staff_id": staff_id,
        "detail": detail,
    }
    tx.execute(insert(audit).values(**values))


def trail(tx: Tx, conversation_id: int) -> list[Row[Any]]:
    """Return the trail (``at``, ``staff_id``, ``what``, ``detail``) of one conversation in order."""
    return list(tx.execute(select(audit).where(audit.c.conversation_id == conversation_id).order_by(audit.c.id)))


def beat(tx: Tx, worker: str, at: datetime) -> None:
    """Say that a worker is awake and all is well with it."""
    if tx.execute(update(heartbeat).where(heartbeat.c.worker == worker).values(at=at)).rowcount == 0:
        tx.execute(insert(heartbeat).values(worker=worker, at=at))


def last_beat(tx: Tx, worker: str) -> datetime | None:
    """Return when a worker last said so."""
    return tx.execute(select(heartbeat.c.at).where(heartbeat.c.worker == worker)).scalar_one_or_none()
