"""A web chat visitor comes, stays, leaves at once, and comes back with three words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nightdoor.services.visit_seal import NIGHT, Seal
from nightdoor.store import Tx, visits
from nightdoor.store.visits import Visit

DRAWS = 5
"""Three words are taken once in a billion; a second draw is never taken as well."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody known by their cookie. ``words`` is their way back, once their first message is kept."""

    address: str
    token: str
    words: str | None = None


def recognise(tx: Tx, seal: Seal, token: str, now: datetime) -> Visitor | None:
    """Return whose cookie this is; None if it is not ours, or over, or was left behind by *Exit this page*."""
    visit = visits.visit_by_cookie(tx, seal.token_hash(token))
    if visit is not None:
        return _visitor(seal, visit, token) if now < visit.expires_at else None
    address = seal.address_in(token, now)
    if address is None:
        return None
    contact_id = visits.contact_at(tx, address)
    left = contact_id is not None and visits.visit_of(tx, contact_id) is not None
    return None if left else Visitor(address, token)


def stay(tx: Tx, seal: Seal, visitor: Visitor, now: datetime) -> Visitor:
    """Something was written: keep the way back, for a night from now. Changes nothing while it waits in the spool."""
    contact_id = visits.contact_at(tx, visitor.address)
    if visitor.words is None and contact_id is not None:
        visitor = _keep(tx, seal, contact_id, visitor, now)
    visits.prolong(tx, seal.token_hash(visitor.token), now + NIGHT)
    return visitor


def leave(tx: Tx, seal: Seal, token: str, now: datetime) -> None:
    """Close the cookie's way in. The three words still lead back."""
    visitor = recognise(tx, seal, token, now)
    if visitor is not None:
        stay(tx, seal, visitor, now)
    visit = visits.visit_by_cookie(tx, seal.token_hash(token))
    if visit is not None:
        visits.set_cookie(tx, visit.id, None)


def come_back(tx: Tx, seal: Seal, words: str, now: datetime) -> str | None:
    """Return a new token for the visit of these three words; None if there is none this night."""
    words_hash = seal.words_hash(words)
    visit = visits.visit_by_words(tx, words_hash) if words_hash else None
    if visit is None or now >= visit.expires_at:
        return None
    token = seal.fresh_token(now, visit.address)
    visits.set_cookie(tx, visit.id, seal.token_hash(token))
    return token


def forget_past_visits(tx: Tx, now: datetime) -> int:
    """Remove what is over; return how many. A night later than it ended, so that no old token finds its place empty."""
    return visits.forget_visits(tx, now - NIGHT)


def _keep(tx: Tx, seal: Seal, contact_id: int, visitor: Visitor, now: datetime) -> Visitor:
    """Keep a visit under words that nobody else has; whoever came first with the same cookie is found again."""
    cookie_hash = seal.token_hash(visitor.token)
    for draw in range(DRAWS):
        words_hash = seal.words_hash(seal.words_of(visitor.address, draw)) or ""
        hashes = {"cookie_hash": cookie_hash, "words_hash": words_hash}
        added = visits.add_visit(tx, contact_id, **hashes, now=now, expires_at=now + NIGHT)
        if added or visits.visit_by_cookie(tx, cookie_hash):
            break
    visit = visits.visit_by_cookie(tx, cookie_hash)
    return visitor if visit is None else _visitor(seal, visit, visitor.token)


def _visitor(seal: Seal, visit: Visit, token: str) -> Visitor:
    drawn = (seal.words_of(visit.address, draw) for draw in range(DRAWS))
    words = next((words for words in drawn if seal.words_hash(words) == visit.words_hash), None)
    return Visitor(visit.address, token, words)
