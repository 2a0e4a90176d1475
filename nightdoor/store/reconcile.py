"""The questions that prove a night whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, select

from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author, DeliveryStatus, MessageKind
from nightdoor.store import work
from nightdoor.store.database import Tx
from nightdoor.store.tables import case_item, conversation, message, send, turn

_OUT = (DeliveryStatus.ACCEPTED, DeliveryStatus.DELIVERED)


def count_inbound(tx: Tx, start: datetime, end: datetime) -> int:
    """Return how many messages residents sent from ``start`` to before ``end``."""
    inbound = (message.c.author == Author.RESIDENT) & (message.c.at >= start) & (message.c.at < end)
    return tx.execute(select(func.count()).select_from(message).where(inbound)).scalar_one()


def unaccounted(tx: Tx, start: datetime, end: datetime) -> list[int]:
    """Return ids of inbound messages that nobody answered, no human holds, and that are not in the queue.

    STOP asks for silence: it is answered by none.
    """
    inbound = (message.c.author == Author.RESIDENT) & (message.c.at >= start) & (message.c.at < end)
    later = message.alias("later")
    same = later.c.conversation_id == message.c.conversation_id
    spoken = exists().where(same, later.c.id > message.c.id, later.c.author != Author.RESIDENT)
    waits = exists().where(turn.c.message_id == message.c.id, turn.c.status == work.WAITING)
    held = exists().where(conversation.c.id == message.c.conversation_id, conversation.c.holder != Holder.BOT)
    queued = exists().where(case_item.c.conversation_id == message.c.conversation_id)
    wished = message.c.kind == MessageKind.OPT_OUT
    query = select(message.c.id).where(inbound, ~((spoken & ~waits) | held | queued | wished))
    return list(tx.execute(query.order_by(message.c.id)).scalars())


def accepted_again(tx: Tx, start: datetime, end: datetime) -> list[Row[Any]]:
    """Return (``id``, ``text``, ``channel``, ``body``, ``times``) where a provider took one part more than once."""
    of_night = (message.c.at >= start) & (message.c.at < end) & send.c.status.in_(_OUT)
    times = func.count().label("times")
    parts = select(message.c.id, message.c.text, send.c.channel, send.c.body, times)
    taken = parts.join(message, message.c.id == send.c.message_id).where(of_night)
    again = taken.group_by(message.c.id, message.c.text, send.c.channel, send.c.body).having(func.count() > 1)
    return list(tx.execute(again.order_by(message.c.id)))
