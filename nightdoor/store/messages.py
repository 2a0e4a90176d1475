"""Messages, and what triage said of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from nightdoor.core.alert import Reason
from nightdoor.core.message import Author, DeliveryStatus, Inbound, Message, MessageKind
from nightdoor.core.triage import Assessment
from nightdoor.store.database import Tx
from nightdoor.store.tables import assessment, message, send
from nightdoor.store.upsert import add, insert_if_new

# Asked for every message that comes in, so built once.
_RECENT = (
    select(message.c.text)
    .where(message.c.conversation_id == bindparam("conversation_id"), message.c.author == Author.RESIDENT)
    .order_by(message.c.id.desc())
    .limit(bindparam("limit"))
)


def add_inbound(tx: Tx, conversation_id: int, inbound: Inbound) -> int | None:
    """Keep a resident's message; return its id, or None if this very message is already kept."""
    return insert_if_new(
        tx,
        message,
        conversation_id=conversation_id,
        author=Author.RESIDENT,
        kind=inbound.kind,
        text=inbound.text,
        at=inbound.received_at,
        channel=inbound.channel,
        provider_id=inbound.provider_id,
    )


def add_reply(tx: Tx, conversation_id: int, text: str, at: datetime, *, reply_to: int, reply_no: int) -> int | None:
    """Keep an automatic reply; return its id, or None if this reply to this message is already there."""
    return insert_if_new(
        tx,
        message,
        conversation_id=conversation_id,
        author=Author.DOOR,
        kind=MessageKind.TEXT,
        text=text,
        at=at,
        reply_to=reply_to,
        reply_no=reply_no,
    )


def add_words(
    tx: Tx, conversation_id: int, author: Author, text: str, at: datetime, *, staff_id: int | None = None
) -> int:
    """Keep what a human, or the door outside of a turn, wrote to the resident."""
    values = {
        "conversation_id": conversation_id,
        "author": author,
        "kind": MessageKind.TEXT,
        "text": text,
        "at": at,
        "staff_id": staff_id,
    }
    return add(tx, message, **values)


def recent_texts(tx: Tx, conversation_id: int, limit: int = 5) -> list[str]:
    """Return the resident's last texts in a conversation, oldest first."""
    found = tx.execute(_RECENT, {"conversation_id": conversation_id, "limit": limit})
    return list(found.scalars())[::-1]


def was_just_said(tx: Tx, conversation_id: int, text: str) -> bool:
    """Whether this very text is the last thing that was said to the resident."""
    outbound = (message.c.conversation_id == conversation_id) & (message.c.author != Author.RESIDENT)
    query = select(message.c.text).where(outbound).order_by(message.c.id.desc()).limit(1)
    return tx.execute(query).scalar_one_or_none() == text


def get_message(tx: Tx, message_id: int) -> Message:
    """Return one message. Raises NoResultFound."""
    return _message(tx.execute(_with_delivery().where(message.c.id == message_id)).one())


def thread(tx: Tx, conversation_id: int, *, after: int = 0) -> list[Message]:
    """Return a conversation's messages in order, those after a message id alone if one is given."""
    query = _with_delivery().where(message.c.conversation_id == conversation_id, message.c.id > after)
    seen: dict[int, Message] = {}
    for row in tx.execute(query.order_by(message.c.id, send.c.id)):
        seen.setdefault(row.id, _message(row))
    return list(seen.values())


def newest_id(tx: Tx) -> int:
    """Return the id of the newest message of all, 0 where there is none."""
    return tx.execute(select(message.c.id).order_by(message.c.id.desc()).limit(1)).scalar_one_or_none() or 0


def add_assessment(tx: Tx, message_id: int, judged: Assessment) -> None:
    """Keep what triage said of a message."""
    reasons = [asdict(reason) for reason in judged.reasons]
    values = {"level": judged.level, "kinds": list(judged.kinds), "reasons": reasons}
    tx.execute(insert(assessment).values(message_id=message_id, **values))


def assessed(tx: Tx, conversation_id: int) -> dict[int, list[Reason]]:
    """Return, by message, the words of a conversation that triage found, so that a human sees them marked."""
    of_message = assessment.join(message, message.c.id == assessment.c.message_id)
    query = select(assessment).select_from(of_message).where(message.c.conversation_id == conversation_id)
    return {
        row.message_id: [Reason(row.message_id, r["kind"], r["words"], r["start"], r["end"]) for r in row.reasons]
        for row in tx.execute(query)
    }


def last_kinds(tx: Tx, conversation_id: int) -> tuple[str, ...]:
    """Return the kinds that triage last named in a conversation."""
    of_message = assessment.join(message, message.c.id == assessment.c.message_id)
    query = select(assessment.c.kinds).select_from(of_message).where(message.c.conversation_id == conversation_id)
    return tuple(tx.execute(query.order_by(assessment.c.id.desc()).limit(1)).scalar_one_or_none() or ())


def _with_delivery() -> Any:
    return select(message, send.c.status.label("delivery")).outerjoin(send, send.c.message_id == message.c.id)


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        author=Author(row.author),
        text=row.text,
        at=row.at,
        kind=MessageKind(row.kind),
        delivery=DeliveryStatus(row.delivery) if row.delivery else None,
        reply_to=row.reply_to,
    )
