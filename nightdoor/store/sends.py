"""Sends: what must go out through a provider, in order for each address, urgent words first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select, update

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


def is_due(tx: Tx, now: datetime, channels: tuple[Channel, ...], *, urgent_only: bool = False) -> bool:
    """Whether a send may be waiting."""
    return work.is_due(tx, send, now, _open(channels, urgent_only))


def _open(channels: tuple[Channel, ...], urgent_only: bool) -> ColumnElement[bool]:
    waiting = send.c.status.in_(OPEN) & send.c.channel.in_(channels)
    return waiting & send.c.urgent if urgent_only else waiting


def claim_send(tx: Tx, now: datetime, channels: tuple[Channel, ...], *, urgent_only: bool = False) -> Row[Any] | None:
    """Take the next due send and mark it ``sending``; return it as it was before.

    An ordinary one waits for the earlier ones to its address; an urgent one waits for none but urgent ones. A row
    that was ``sending`` already was in the hands of a worker that died: whether the provider took it is not known,
    and whoever claims it must find out before sending again.
    """
    earlier = send.alias("earlier")
    has_earlier = exists().where(
        earlier.c.channel == send.c.channel,
        earlier.c.address == send.c.address,
        earlier.c.id < send.c.id,
        earlier.c.urgent == send.c.urgent,
        earlier.c.status.in_(OPEN),
    )
    where = _open(channels, urgent_only) & ~has_earlier
    row = work.claim(tx, send, now, LEASE, where=where, order=(send.c.urgent.desc(),))
    if row is not None:
        tx.execute(update(send).where(send.c.id == row.id).values(status=DeliveryStatus.SENDING))
    return row


def accepted(tx: Tx, row: Row[Any], provider_id: str, now: datetime) -> bool:
    """The provider took it.

    An id that another message has already is not kept: a new Telegram bot begins to count anew, and words that are
    out must never be said again for want of an id of their own.
    """
    used = (send.c.channel == row.channel) & (send.c.provider_id == provider_id)
    kept = None if tx.execute(select(send.c.id).where(used)).first() else provider_id
    return work.settle(tx, send, row, status=DeliveryStatus.ACCEPTED, provider_id=kept, accepted_at=now)


def try_again(
    tx: Tx, row: Row[Any], now: datetime, error_code: str, *, after: timedelta | None = None, unknown: bool = False
) -> bool:
    """The provider could not take it now; ``unknown``: or perhaps it did, and must be asked before the next try."""
    due = now + (after if after is not None else work.backoff(row.attempts))
    status = DeliveryStatus.SENDING if unknown else DeliveryStatus.WAITING
    return work.settle(tx, send, row, status=status, due_at=due, error_code=error_code)


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


def note_receipt(
    tx: Tx, channel: Channel, provider_id: str, status: DeliveryStatus, error_code: str | None
) -> Row[Any] | None:
    """Keep a delivery receipt and return the send it is of, as it was, or None where we know no such send.

    Receipts come twice and out of order: one of an earlier state changes nothing.
    """
    found = tx.execute(select(send).where(send.c.channel == channel, send.c.provider_id == provider_id)).one_or_none()
    if found is not None and _LATER.get(status, 0) >= _LATER.get(DeliveryStatus(found.status), 0):
        tx.execute(update(send).where(send.c.id == found.id).values(status=status, error_code=error_code))
    return found


def provider_ids(tx: Tx, channel: Channel, address: str) -> list[str]:
    """Return the provider's ids of what it accepted for an address."""
    mine = (send.c.channel == channel) & (send.c.address == address) & send.c.provider_id.is_not(None)
    return list(tx.execute(select(send.c.provider_id).where(mine)).scalars())


def cancel_automatic(tx: Tx, conversation_id: int) -> None:
    """Drop ordinary automatic words that have not gone out yet: a human speaks now."""
    by_the_door = exists().where(message.c.id == send.c.message_id, message.c.reply_to.is_not(None))
    waiting = (send.c.conversation_id == conversation_id) & (send.c.status == DeliveryStatus.WAITING)
    ordinary = waiting & ~send.c.urgent & by_the_door
    tx.execute(update(send).where(ordinary).values(status=DeliveryStatus.CANCELLED, lease_until=None, lease_token=None))
