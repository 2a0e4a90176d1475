"""Sends: what must go out through a provider, in order for each address, urgent words first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, select, update

from nightdoor.core.message import Channel, DeliveryStatus
from nightdoor.store import work
from nightdoor.store.database import Tx
from nightdoor.store.tables import message, send
from nightdoor.store.upsert import add

LEASE = timedelta(seconds=30)
OPEN = (DeliveryStatus.WAITING, DeliveryStatus.SENDING)


def add_send(
    tx: Tx,
    *,
    channel: Channel,
    address: str,
    body: str,
    now: datetime,
    message_id: int | None = None,
    conversation_id: int | None = None,
    urgent: bool = False,
    status: DeliveryStatus = DeliveryStatus.WAITING,
) -> int:
    """Put one part of a message into the outbox; return its id."""
    values = {
        "channel": channel,
        "address": address,
        "body": body,
        "due_at": now,
        "message_id": message_id,
        "conversation_id": conversation_id,
        "urgent": urgent,
        "status": status,
    }
    return add(tx, send, **values)


def claim_send(tx: Tx, now: datetime, channels: tuple[Channel, ...], *, urgent_only: bool = False) -> Row[Any] | None:
    """Take the next due send. An ordinary one waits for the earlier ones to its address; an urgent one waits for none.

    A row that comes back with status ``sending`` was in somebody's hands when they died: whether the provider took it
    is not known, and whoever claimed it must find out before sending again.
    """
    earlier = send.alias("earlier")
    has_earlier = exists().where(
        earlier.c.channel == send.c.channel,
        earlier.c.address == send.c.address,
        earlier.c.id < send.c.id,
        earlier.c.urgent == send.c.urgent,
        earlier.c.status.in_(OPEN),
    )
    where = send.c.status.in_(OPEN) & send.c.channel.in_(channels) & ~has_earlier
    if urgent_only:
        where = where & send.c.urgent
    return work.claim(tx, send, now, LEASE, where=where, order=(send.c.urgent.desc(),))


def mark_sending(tx: Tx, row: Row[Any]) -> bool:
    """Note, before the provider is called, that this row is in our hands. False where it is no longer ours."""
    mine = (send.c.id == row.id) & (send.c.lease_token == row.lease_token)
    return tx.execute(update(send).where(mine).values(status=DeliveryStatus.SENDING)).rowcount == 1


def accepted(tx: Tx, row: Row[Any], provider_id: str, now: datetime) -> bool:
    """The provider took it."""
    return work.settle(tx, send, row, status=DeliveryStatus.ACCEPTED, provider_id=provider_id, accepted_at=now)


def try_again(tx: Tx, row: Row[Any], now: datetime, error_code: str, *, after: timedelta | None = None) -> bool:
    """The provider could not take it now."""
    due = now + (after if after is not None else work.backoff(row.attempts))
    return work.settle(tx, send, row, status=DeliveryStatus.WAITING, due_at=due, error_code=error_code)


def failed(tx: Tx, row: Row[Any], status: DeliveryStatus, error_code: str) -> bool:
    """The provider will never take it."""
    return work.settle(tx, send, row, status=status, error_code=error_code)


_LATER = {
    DeliveryStatus.ACCEPTED: 1,
    DeliveryStatus.DELIVERED: 2,
    DeliveryStatus.TEMPORARY_FAILURE: 2,
    DeliveryStatus.PERMANENT_FAILURE: 2,
    DeliveryStatus.TECHNICAL_FAILURE: 2,
}


def note_receipt(tx: Tx, channel: Channel, provider_id: str, status: DeliveryStatus, error_code: str) -> bool:
    """Keep a delivery receipt; receipts may come twice and out of order. False where we know no such send."""
    found = tx.execute(select(send).where(send.c.channel == channel, send.c.provider_id == provider_id)).one_or_none()
    if found is None:
        return False
    if _LATER.get(status, 0) >= _LATER.get(DeliveryStatus(found.status), 0):
        tx.execute(update(send).where(send.c.id == found.id).values(status=status, error_code=error_code or None))
    return True


def cancel_automatic(tx: Tx, conversation_id: int) -> None:
    """Drop ordinary automatic words that have not gone out yet: a human speaks now."""
    by_the_door = exists().where(message.c.id == send.c.message_id, message.c.reply_to.is_not(None))
    waiting = (send.c.conversation_id == conversation_id) & (send.c.status == DeliveryStatus.WAITING)
    ordinary = waiting & ~send.c.urgent & by_the_door
    tx.execute(update(send).where(ordinary).values(status=DeliveryStatus.CANCELLED, lease_until=None, lease_token=None))
