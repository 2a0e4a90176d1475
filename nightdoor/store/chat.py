"""What the web chat shows: the lines of a conversation with who wrote them, and who holds it now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from nightdoor.core.alert import OPEN_STATES
from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author, Channel
from nightdoor.store.database import Tx
from nightdoor.store.tables import alert, contact, conversation, message, staff


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its resident sees it. ``name`` is the staff member's who wrote it."""

    id: int
    author: Author
    text: str
    at: datetime
    name: str | None = None
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visitor's newest conversation stands. Equal standings mean that there is nothing new to show.

    ``count`` counts the messages: a newest id would miss a lower one whose transaction ended later.
    """

    conversation_id: int
    holder: Holder
    asked: str | None
    safety_asked: bool
    count: int
    held_by: str | None


def standings(tx: Tx, addresses: Collection[str]) -> dict[str, Standing]:
    """Return the standing of each web chat address that has a conversation."""
    return {row.address: _standing(row) for row in tx.execute(_newest(addresses))}


def lines(tx: Tx, conversation_id: int) -> list[Line]:
    """Return every line of a conversation, in order."""
    query = select(message, staff.c.name).outerjoin(staff, staff.c.id == message.c.staff_id)
    rows = tx.execute(query.where(message.c.conversation_id == conversation_id).order_by(message.c.id))
    return [Line(row.id, Author(row.author), row.text, row.at, row.name, row.provider_id) for row in rows]


def _newest(addresses: Collection[str]) -> Select[Any]:
    """The newest conversation of each address, the number of its messages, and who acknowledged its open alert."""
    newest = (
        select(func.max(conversation.c.id).label("id"), contact.c.address)
        .join(contact, contact.c.id == conversation.c.contact_id)
        .where(contact.c.channel == Channel.WEB, contact.c.address.in_(addresses))
        .group_by(contact.c.address)
        .subquery()
    )
    count = select(func.count()).where(message.c.conversation_id == conversation.c.id).scalar_subquery()
    is_open = (alert.c.conversation_id == conversation.c.id) & alert.c.state.in_(OPEN_STATES)
    return (
        select(conversation, newest.c.address, count.label("messages"), staff.c.name.label("held_by"))
        .join(newest, newest.c.id == conversation.c.id)
        .outerjoin(alert, is_open)
        .outerjoin(staff, staff.c.id == alert.c.acknowledged_by)
    )


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        conversation_id=row.id,
        holder=Holder(row.holder),
        asked=row.asked,
        safety_asked=row.safety_asked_at is not None,
        count=row.messages,
        held_by=row.held_by,
    )
