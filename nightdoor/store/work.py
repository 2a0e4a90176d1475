"""Work rows: claimed with a lease, retried with backoff, taken over by anybody when a lease runs out.

The claim is ``FOR UPDATE SKIP LOCKED`` on PostgreSQL and the single write lock on SQLite (``docs/adr``); a worker that
comes back after its lease ran out finds its token gone, and its result is not kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, Table, or_, select, update

from nightdoor.store.database import Tx

WAITING = "waiting"
DONE = "done"
CANCELLED = "cancelled"
GIVEN_UP = "given_up"

LONGEST_BACKOFF = timedelta(minutes=10)


def backoff(attempts: int, first: timedelta = timedelta(seconds=1)) -> timedelta:
    """Return how long to wait after this many tries: 1 s, 2 s, 4 s … ten minutes at the most."""
    doublings = min(max(attempts - 1, 0), 12)
    return min(first * float(1 << doublings), LONGEST_BACKOFF)


def is_due(tx: Tx, table: Table, now: datetime, where: ColumnElement[bool]) -> bool:
    """Whether there may be work, by a look that takes no lock: an idle worker must not stand in a writer's way."""
    return tx.execute(select(table.c.id).where(where, *_due(table, now)).limit(1)).first() is not None


def claim(
    tx: Tx,
    table: Table,
    now: datetime,
    lease: timedelta,
    *,
    where: ColumnElement[bool],
    order: tuple[ColumnElement[Any], ...] = (),
) -> Row[Any] | None:
    """Take one due row on lease and return it with its new ``lease_token``, or None where there is nothing to do."""
    query = select(table).where(where, *_due(table, now)).order_by(*order, table.c.due_at, table.c.id).limit(1)
    row = tx.execute(query.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    taken = (
        update(table)
        .where(table.c.id == row.id)
        .values(lease_until=now + lease, lease_token=uuid4().hex, attempts=table.c.attempts + 1)
    )
    return tx.execute(taken.returning(table)).one()


def _due(table: Table, now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.due_at <= now, or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def settle(tx: Tx, table: Table, row: Row[Any], *, status: str, due_at: datetime | None = None, **facts: Any) -> bool:
    """End a lease with its result. Return False, and change nothing, where the lease is no longer this worker's."""
    values = {"status": status, "lease_until": None, "lease_token": None, **facts}
    if due_at is not None:
        values["due_at"] = due_at
    mine = (table.c.id == row.id) & (table.c.lease_token == row.lease_token)
    return tx.execute(update(table).where(mine).values(**values)).rowcount == 1
