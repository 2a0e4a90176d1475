"""Alerts and their escalation steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, insert, select, update

from nightdoor.core import alert as life
from nightdoor.core.alert import NOBODY_YET, OPEN_STATES, Alert, AlertState, Reason
from nightdoor.core.escalation import StepKind
from nightdoor.store import work
from nightdoor.store.database import Tx
from nightdoor.store.tables import alert, conversation, step
from nightdoor.store.upsert import insert_if_new

STEP_LEASE = timedelta(seconds=15)


def add_alert(
    tx: Tx,
    conversation_id: int,
    message_id: int,
    *,
    level: str,
    kinds: Iterable[str],
    reasons: Iterable[Reason],
    raised_at: datetime,
) -> int | None:
    """Raise an alert; return its id, or None where one is open already for this conversation."""
    return insert_if_new(
        tx,
        alert,
        conversation_id=conversation_id,
        message_id=message_id,
        level=level,
        kinds=list(kinds),
        reasons=[asdict(reason) for reason in reasons],
        state=AlertState.RAISED,
        raised_at=raised_at,
    )


def open_alert(tx: Tx, conversation_id: int, *, lock: bool = False) -> Alert | None:
    """Return the open alert of a conversation."""
    query = select(alert).where(alert.c.conversation_id == conversation_id, alert.c.state.in_(OPEN_STATES))
    row = tx.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _alert(row)


def get_alert(tx: Tx, alert_id: int, *, lock: bool = False) -> Alert:
    """Return one alert, locked until the transaction ends if asked. Raises NoResultFound."""
    query = select(alert).where(alert.c.id == alert_id)
    return _alert(tx.execute(query.with_for_update() if lock else query).one())


def lock_alert(tx: Tx, alert_id: int) -> Alert:
    """Return one alert, it and its conversation locked until the transaction ends. Raises NoResultFound.

    The conversation first, as where a message comes in: locked in two orders, the two would wait for each other.
    """
    conversation_id = get_alert(tx, alert_id).conversation_id
    tx.execute(select(conversation.c.id).where(conversation.c.id == conversation_id).with_for_update())
    return get_alert(tx, alert_id, lock=True)


def open_alerts(tx: Tx) -> list[Alert]:
    """Return every open alert, the oldest first."""
    query = select(alert).where(alert.c.state.in_(OPEN_STATES)).order_by(alert.c.id)
    return [_alert(row) for row in tx.execute(query)]


def alerts_of(tx: Tx, conversation_id: int) -> list[Alert]:
    """Return every alert of a conversation, open or not, the oldest first."""
    query = select(alert).where(alert.c.conversation_id == conversation_id).order_by(alert.c.id)
    return [_alert(row) for row in tx.execute(query)]


def move_alert(tx: Tx, was: Alert, state: AlertState, **facts: Any) -> None:
    """Take an alert to its next state, with the facts of it. Raises IllegalMove."""
    life.move(was.state, state)
    tx.execute(update(alert).where(alert.c.id == was.id).values(state=state, **facts))


def hand_over(tx: Tx, was: Alert, staff_id: int, now: datetime) -> None:
    """Give an acknowledged alert into another hand."""
    tx.execute(update(alert).where(alert.c.id == was.id).values(acknowledged_by=staff_id, acknowledged_at=now))


def add_kinds(tx: Tx, was: Alert, kinds: Iterable[str], reasons: Iterable[Reason]) -> None:
    """Join what was said later to an open alert."""
    joined = list(dict.fromkeys([*was.kinds, *kinds]))
    tx.execute(
        update(alert)
        .where(alert.c.id == was.id)
        .values(kinds=joined, reasons=[asdict(reason) for reason in [*was.reasons, *reasons]])
    )


def add_step(tx: Tx, alert_id: int, kind: StepKind, due_at: datetime) -> None:
    """Store the next thing to do for an alert."""
    tx.execute(insert(step).values(alert_id=alert_id, kind=kind, status=work.WAITING, due_at=due_at))


def is_step_due(tx: Tx, now: datetime) -> bool:
    """Whether a step may be waiting."""
    return work.is_due(tx, step, now, step.c.status == work.WAITING)


def claim_step(tx: Tx, now: datetime) -> Row[Any] | None:
    """Take the next due step of an alert."""
    return work.claim(tx, step, now, STEP_LEASE, where=step.c.status == work.WAITING)


def finish_step(tx: Tx, row: Row[Any]) -> bool:
    """End a step; False where it was cancelled or taken over meanwhile."""
    return work.settle(tx, step, row, status=work.DONE)


def cancel_steps(tx: Tx, alert_id: int) -> None:
    """Somebody acknowledged: nothing of the escalation is left to do."""
    waiting = (step.c.alert_id == alert_id) & (step.c.status == work.WAITING)
    tx.execute(update(step).where(waiting).values(status=work.CANCELLED, lease_until=None, lease_token=None))


def forgotten_alerts(tx: Tx) -> list[int]:
    """Return unacknowledged alerts without a future step: there must never be one (``core/escalation``)."""
    has_step = exists().where(step.c.alert_id == alert.c.id, step.c.status == work.WAITING)
    query = select(alert.c.id).where(alert.c.state.in_(NOBODY_YET), ~has_step)
    return list(tx.execute(query).scalars())


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        level=row.level,
        kinds=tuple(row.kinds),
        reasons=tuple(Reason(**reason) for reason in row.reasons),
        state=AlertState(row.state),
        raised_at=row.raised_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        stood_down_at=row.stood_down_at,
        outcome=row.outcome,
        agreed=row.agreed,
    )
