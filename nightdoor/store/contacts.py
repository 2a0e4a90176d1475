"""Contacts and their conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, bindparam, exists, func, select, update

from nightdoor.core.conversation import Contact, Conversation, Holder
from nightdoor.core.message import Channel
from nightdoor.core.story import Story
from nightdoor.store.database import Tx
from nightdoor.store.tables import case_item, contact, conversation
from nightdoor.store.upsert import add, insert_if_new

# Asked for every message that comes in, so built once: building a statement costs more than SQLite takes to answer it.
_BY_ADDRESS = (
    select(contact)
    .where(contact.c.channel == bindparam("channel"), contact.c.address == bindparam("address"))
    .with_for_update()
)
_NEWEST_OF_CONTACT = (
    select(conversation)
    .where(conversation.c.contact_id == bindparam("contact_id"))
    .order_by(conversation.c.id.desc())
    .limit(1)
)
_TOUCH = update(conversation).where(conversation.c.id == bindparam("conversation_id")).values(last_at=bindparam("now"))


def find_or_add_contact(tx: Tx, channel: Channel, address: str, now: datetime) -> Contact:
    """Return the contact of an address, added if new, and locked until the transaction ends."""
    found = _contact_row(tx, channel, address)
    if found is None:
        insert_if_new(tx, contact, channel=channel, address=address, created_at=now)
        found = _contact_row(tx, channel, address)
    assert found is not None, "a contact that was just added"  # noqa: S101
    return Contact(found.id, Channel(found.channel), found.address, found.opted_out)


def _contact_row(tx: Tx, channel: Channel, address: str) -> Row[Any] | None:
    return tx.execute(_BY_ADDRESS, {"channel": channel, "address": address}).one_or_none()


def get_contact(tx: Tx, contact_id: int) -> Contact:
    """Return one contact. Raises NoResultFound."""
    row = tx.execute(select(contact).where(contact.c.id == contact_id)).one()
    return Contact(row.id, Channel(row.channel), row.address, row.opted_out)


def set_opted_out(tx: Tx, contact_id: int, opted_out: bool) -> None:
    """Record STOP or START."""
    tx.execute(update(contact).where(contact.c.id == contact_id).values(opted_out=opted_out))


def last_conversation(tx: Tx, contact_id: int) -> Conversation | None:
    """Return the newest conversation of a contact."""
    row = tx.execute(_NEWEST_OF_CONTACT, {"contact_id": contact_id}).one_or_none()
    return None if row is None else _conversation(row)


def open_conversation(tx: Tx, person: Contact, now: datetime) -> Conversation:
    """Open a new conversation with the bot."""
    engine_key = uuid4().hex
    values = {
        "contact_id": person.id,
        "channel": person.channel,
        "holder": Holder.BOT,
        "opened_at": now,
        "last_at": now,
        "engine_key": engine_key,
        "story": Story().as_dict(),
        "offered": [],
    }
    key = add(tx, conversation, **values)
    return Conversation(key, person.id, person.channel, Holder.BOT, now, now, engine_key, Story())


def get_conversation(tx: Tx, conversation_id: int, *, lock: bool = False) -> Conversation:
    """Return one conversation, locked until the transaction ends if asked. Raises NoResultFound."""
    query = select(conversation).where(conversation.c.id == conversation_id)
    return _conversation(tx.execute(query.with_for_update() if lock else query).one())


def touch(tx: Tx, conversation_id: int, now: datetime) -> None:
    """Note that something was said now."""
    tx.execute(_TOUCH, {"conversation_id": conversation_id, "now": now})


def set_holder(tx: Tx, conversation_id: int, holder: Holder) -> None:
    """Note who speaks with the resident from now on."""
    tx.execute(update(conversation).where(conversation.c.id == conversation_id).values(holder=holder))


def note_safety_question(tx: Tx, conversation_id: int, asked_at: datetime | None) -> None:
    """Note that we asked whether they are safe, or (None) that the question is answered."""
    tx.execute(update(conversation).where(conversation.c.id == conversation_id).values(safety_asked_at=asked_at))


def offered_services(tx: Tx, conversation_id: int) -> list[dict[str, str]]:
    """Return what was offered so far, as ``{"id", "name"}``, in order."""
    return list(tx.execute(select(conversation.c.offered).where(conversation.c.id == conversation_id)).scalar_one())


def save_progress(
    tx: Tx,
    was: Conversation,
    *,
    story: Story,
    asked: str | None,
    offered: list[dict[str, str]],
    finished_at: datetime | None,
) -> None:
    """Keep what a turn learned."""
    values = {"story": story.as_dict(), "asked": asked, "offered": offered, "finished_at": finished_at}
    tx.execute(update(conversation).where(conversation.c.id == was.id).values(**values))


def idle_conversations(tx: Tx, before: datetime, limit: int = 100) -> list[Conversation]:
    """Return conversations with the bot in which nothing was said since ``before``, and whose last words are in no
    case item: none is filed, or it was closed before they were said.
    """
    from_bot = (conversation.c.holder == Holder.BOT) & (conversation.c.last_at < before)
    still_right = case_item.c.closed_at.is_(None) | (case_item.c.closed_at >= conversation.c.last_at)
    unfiled = ~exists().where(case_item.c.conversation_id == conversation.c.id, still_right)
    query = select(conversation).where(from_bot, unfiled).order_by(conversation.c.id).limit(limit)
    return [_conversation(row) for row in tx.execute(query)]


def count_conversations(tx: Tx) -> int:
    """Return how many conversations there are."""
    return tx.execute(select(func.count()).select_from(conversation)).scalar_one()


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        contact_id=row.contact_id,
        channel=Channel(row.channel),
        holder=Holder(row.holder),
        opened_at=row.opened_at,
        last_at=row.last_at,
        engine_key=row.engine_key,
        story=Story.from_dict(row.story),
        asked=row.asked,
        safety_asked_at=row.safety_asked_at,
        finished_at=row.finished_at,
    )
