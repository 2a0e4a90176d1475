"""Visits: how a web chat visitor is known again within the night. Only keyed hashes are kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from nightdoor.core.message import Channel
from nightdoor.store.database import Tx
from nightdoor.store.tables import contact, web_visit
from nightdoor.store.upsert import insert_if_new


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's way back. ``cookie_hash`` is empty after *Exit this page*: then only the three words help."""

    id: int
    contact_id: int
    address: str
    cookie_hash: str | None
    words_hash: str
    expires_at: datetime


def visit_by_cookie(tx: Tx, cookie_hash: str) -> Visit | None:
    """Return the visit that a cookie belongs to."""
    return _one(tx, web_visit.c.cookie_hash == cookie_hash)


def visit_by_words(tx: Tx, words_hash: str) -> Visit | None:
    """Return the visit that three words belong to."""
    return _one(tx, web_visit.c.words_hash == words_hash)


def visit_of(tx: Tx, contact_id: int) -> Visit | None:
    """Return the visit of a contact."""
    return _one(tx, web_visit.c.contact_id == contact_id)


def contact_at(tx: Tx, address: str) -> int | None:
    """Return the id of the web chat's contact of an address, if anything ever came from it."""
    query = select(contact.c.id).where(contact.c.channel == Channel.WEB, contact.c.address == address)
    return tx.execute(query).scalar_one_or_none()


def add_visit(
    tx: Tx, contact_id: int, *, cookie_hash: str, words_hash: str, now: datetime, expires_at: datetime
) -> bool:
    """Keep a visit; False where this cookie, or these words, are taken."""
    values = {"cookie_hash": cookie_hash, "words_hash": words_hash, "created_at": now, "expires_at": expires_at}
    return insert_if_new(tx, web_visit, contact_id=contact_id, **values) is not None


def set_cookie(tx: Tx, visit_id: int, cookie_hash: str | None) -> None:
    """Give a visit a new cookie, or none: the old one opens nothing any more."""
    tx.execute(update(web_visit).where(web_visit.c.id == visit_id).values(cookie_hash=cookie_hash))


def prolong(tx: Tx, cookie_hash: str, expires_at: datetime) -> None:
    """Let a visit last until then."""
    tx.execute(update(web_visit).where(web_visit.c.cookie_hash == cookie_hash).values(expires_at=expires_at))


def forget_visits(tx: Tx, expired_before: datetime) -> int:
    """Remove visits that ended before then; return how many."""
    return tx.execute(delete(web_visit).where(web_visit.c.expires_at < expired_before)).rowcount


def _one(tx: Tx, where: ColumnElement[bool]) -> Visit | None:
    query = select(web_visit, contact.c.address).join(contact, contact.c.id == web_visit.c.contact_id).where(where)
    row: Any = tx.execute(query.order_by(web_visit.c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return Visit(row.id, row.contact_id, row.address, row.cookie_hash, row.words_hash, row.expires_at)
