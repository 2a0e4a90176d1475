"""Deliver what stands in the outbox: once, in order, and honestly noted when it could not be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from nightdoor.core.case import FiledBecause
from nightdoor.core.message import Author, Channel, DeliveryStatus
from nightdoor.core.sending import FailureKind, Sender, SendFailed
from nightdoor.services.filing import file
from nightdoor.store import Database, Tx, messages, sends

UNKNOWN = "unknown"
"""A worker died while a provider had the message in hand, and nobody can tell whether it was taken."""

LOOK_BACK = timedelta(minutes=10)

_ENDS = {
    FailureKind.PERMANENT: DeliveryStatus.PERMANENT_FAILURE,
    FailureKind.OPTED_OUT: DeliveryStatus.OPTED_OUT,
    FailureKind.TECHNICAL: DeliveryStatus.TECHNICAL_FAILURE,
}


def deliver_one(
    database: Database, senders: Mapping[Channel, Sender], now: datetime, *, urgent_only: bool = False
) -> bool:
    """Deliver one due message; return whether there was one. No transaction is open while a provider is called."""
    with database.look() as tx:
        if not sends.is_due(tx, now, tuple(senders), urgent_only=urgent_only):
            return False
    with database.transaction() as tx:
        row = sends.claim_send(tx, now, tuple(senders), urgent_only=urgent_only)
    if row is None:
        return False
    try:
        provider_id = _hand_over(database, senders[Channel(row.channel)], row)
    except SendFailed as failure:
        with database.transaction() as tx:
            _note_failure(tx, row, failure, now)
    else:
        with database.transaction() as tx:
            sends.accepted(tx, row, provider_id, now)
    return True


def _hand_over(database: Database, sender: Sender, row: Any) -> str:
    """Give a message to the provider and return the provider's id of it.

    Where an earlier worker died with it in hand, the provider is asked whether it has it already. One that keeps no
    list (Telegram) gets words of a human and safety words again, for twice is better than never, but ordinary
    automatic words are left to the morning (ADR 0006).
    """
    if row.status == DeliveryStatus.SENDING:
        if sender.remembers:
            with database.look() as tx:
                known = sends.provider_ids(tx, row.channel, row.address)
            found = sender.was_already_sent(row.address, row.body, row.due_at - LOOK_BACK, known)
            if found is not None:
                return found
        elif not _worth_saying_twice(database, row):
            raise SendFailed(FailureKind.TECHNICAL, UNKNOWN)
    return sender.send(row.address, row.body)


def _worth_saying_twice(database: Database, row: Any) -> bool:
    if row.urgent or row.message_id is None:
        return True
    with database.look() as tx:
        return messages.get_message(tx, row.message_id).author is not Author.DOOR


def _note_failure(tx: Tx, row: Any, failure: SendFailed, now: datetime) -> None:
    """Put it off if it may be taken later; else end it, and leave a line in the morning queue."""
    if failure.worth_retrying:
        sends.try_again(tx, row, now, failure.code, after=failure.retry_after, unknown=failure.maybe_sent)
        return
    if sends.failed(tx, row, _ENDS[failure.kind], failure.code) and row.conversation_id is not None:
        file(tx, row.conversation_id, FiledBecause.NOT_DELIVERED, now)


_NOT_DELIVERED = (
    DeliveryStatus.PERMANENT_FAILURE,
    DeliveryStatus.TEMPORARY_FAILURE,
    DeliveryStatus.TECHNICAL_FAILURE,
    DeliveryStatus.OPTED_OUT,
)


def note_receipt(
    tx: Tx, channel: Channel, provider_id: str, status: DeliveryStatus, error_code: str | None, now: datetime
) -> bool:
    """Keep a delivery receipt; words that never arrived become a line in the morning queue.

    Return False where we know no such message: a receipt can overtake our own commit, and the provider sends more.
    """
    row = sends.note_receipt(tx, channel, provider_id, status, error_code)
    if row is not None and row.conversation_id is not None and status in _NOT_DELIVERED:
        file(tx, row.conversation_id, FiledBecause.NOT_DELIVERED, now)
    return row is not None
