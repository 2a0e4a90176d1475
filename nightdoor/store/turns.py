"""Turns: ordinary messages that wait for the engine, one at a time per conversation, in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, func, select, update

from nightdoor.store import work
from nightdoor.store.database import Tx
from nightdoor.store.tables import turn
from nightdoor.store.upsert import add

LEASE = timedelta(seconds=30)
GIVEN_UP = work.GIVEN_UP


def add_turn(tx: Tx, message_id: int, conversation_id: int, due_at: datetime) -> None:
    """Let a message wait for the engine."""
    add(tx, turn, message_id=message_id, conversation_id=conversation_id, status=work.WAITING, due_at=due_at)


def is_due(tx: Tx, now: datetime) -> bool:
    """Whether a turn may be waiting."""
    return work.is_due(tx, turn, now, turn.c.status == work.WAITING)


def claim_turn(tx: Tx, now: datetime) -> Row[Any] | None:
    """Take the oldest due turn whose conversation has no earlier one open."""
    earlier = turn.alias("earlier")
    has_earlier = exists().where(
        earlier.c.conversation_id == turn.c.conversation_id,
        earlier.c.id < turn.c.id,
        earlier.c.status == work.WAITING,
    )
    return work.claim(tx, turn, now, LEASE, where=(turn.c.status == work.WAITING) & ~has_earlier)


def later_turns(tx: Tx, row: Row[Any], limit: int) -> list[Row[Any]]:
    """Return the turns that wait behind a claimed one, in order: what came in while the engine was busy."""
    behind = (turn.c.conversation_id == row.conversation_id) & (turn.c.id > row.id) & (turn.c.status == work.WAITING)
    return list(tx.execute(select(turn).where(behind).order_by(turn.c.id).limit(limit)))


def finish_later(tx: Tx, turn_ids: list[int]) -> None:
    """End turns whose messages were answered together with an earlier one."""
    tx.execute(update(turn).where(turn.c.id.in_(turn_ids)).values(status=work.DONE))


def count_waiting(tx: Tx) -> int:
    """Return how many turns wait for the engine or are with it."""
    return tx.execute(select(func.count()).select_from(turn).where(turn.c.status == work.WAITING)).scalar_one()


def hurry_turns(tx: Tx, conversation_id: int, now: datetime) -> None:
    """Let what was put off be due now."""
    put_off = (turn.c.conversation_id == conversation_id) & (turn.c.status == work.WAITING) & (turn.c.due_at > now)
    tx.execute(update(turn).where(put_off).values(due_at=now))


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
