"""Turns: ordinary messages that wait for the engine, one at a time per conversation, in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, insert, update

from nightdoor.store import work
from nightdoor.store.database import Tx
from nightdoor.store.tables import turn

LEASE = timedelta(seconds=30)


def add_turn(tx: Tx, message_id: int, conversation_id: int, now: datetime) -> None:
    """Let a message wait for the engine."""
    values = {
        "message_id": message_id,
        "conversation_id": conversation_id,
        "status": work.WAITING,
        "due_at": now,
    }
    tx.execute(insert(turn).values(**values))


def claim_turn(tx: Tx, now: datetime) -> Row[Any] | None:
    """Take the oldest due turn whose conversation has no earlier one open."""
    earlier = turn.alias("earlier")
    has_earlier = exists().where(
        earlier.c.conversation_id == turn.c.conversation_id,
        earlier.c.id < turn.c.id,
        earlier.c.status == work.WAITING,
    )
    return work.claim(tx, turn, now, LEASE, where=(turn.c.status == work.WAITING) & ~has_earlier)


def finish_turn(tx: Tx, row: Row[Any], status: str = work.DONE) -> bool:
    """End a turn; False where somebody else took it over."""
    return work.settle(tx, turn, row, status=status)


def retry_turn(tx: Tx, row: Row[Any], now: datetime) -> bool:
    """Let a turn wait for its next try."""
    return work.settle(tx, turn, row, status=work.WAITING, due_at=now + work.backoff(row.attempts))


def cancel_turns(tx: Tx, conversation_id: int) -> None:
    """Drop what waits for the engine: a human answers now."""
    waiting = (turn.c.conversation_id == conversation_id) & (turn.c.status == work.WAITING)
    tx.execute(update(turn).where(waiting).values(status=work.CANCELLED, lease_until=None, lease_token=None))
