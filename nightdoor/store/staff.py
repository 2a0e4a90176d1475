"""Staff and their sign-in sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from nightdoor.core.staff import Role, Staff
from nightdoor.store.database import Tx
from nightdoor.store.tables import staff, staff_session
from nightdoor.store.upsert import insert_if_new


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a sign-in is checked against."""

    staff: Staff
    password_hash: str
    failed_tries: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser."""

    token_hash: str
    staff: Staff
    csrf: str
    created_at: datetime
    expires_at: datetime


def add_staff(tx: Tx, sign_in: str, name: str, role: Role, password_hash: str, now: datetime) -> int | None:
    """Add a member of staff; return the id, or None where the sign-in name is taken."""
    return insert_if_new(tx, staff, sign_in=sign_in, name=name, role=role, password_hash=password_hash, created_at=now)


def get_staff(tx: Tx, staff_id: int) -> Staff:
    """Return one member of staff. Raises NoResultFound."""
    return _staff(tx.execute(select(staff).where(staff.c.id == staff_id)).one())


def names(tx: Tx) -> dict[int, str]:
    """Return everybody's name by id."""
    return {row.id: row.name for row in tx.execute(select(staff.c.id, staff.c.name))}


def of_roles(tx: Tx, *roles: Role) -> list[Staff]:
    """Return those who have one of these roles, by name."""
    query = select(staff).where(staff.c.role.in_(roles)).order_by(staff.c.name, staff.c.id)
    return [_staff(row) for row in tx.execute(query)]


def secrets_of(tx: Tx, sign_in: str) -> Secrets | None:
    """Return what a sign-in under this name is checked against, locked until the transaction ends."""
    row = tx.execute(select(staff).where(staff.c.sign_in == sign_in).with_for_update()).one_or_none()
    return None if row is None else Secrets(_staff(row), row.password_hash, row.failed_tries, row.locked_until)


def note_tries(tx: Tx, staff_id: int, failed_tries: int, locked_until: datetime | None) -> None:
    """Keep how often a password was wrong."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(failed_tries=failed_tries, locked_until=locked_until))


def add_session(tx: Tx, session: Session) -> None:
    """Keep a new session, and drop those whose time is over."""
    tx.execute(delete(staff_session).where(staff_session.c.expires_at <= session.created_at))
    values = {
        "token_hash": session.token_hash,
        "staff_id": session.staff.id,
        "csrf": session.csrf,
        "created_at": session.created_at,
        "expires_at": session.expires_at,
    }
    tx.execute(insert(staff_session).values(**values))


def find_session(tx: Tx, token_hash: str, now: datetime) -> Session | None:
    """Return a session that is not over."""
    opened_at = staff_session.c.created_at.label("opened_at")
    query = (
        select(staff, staff_session.c.csrf, opened_at, staff_session.c.expires_at)
        .join_from(staff_session, staff)
        .where(staff_session.c.token_hash == token_hash, staff_session.c.expires_at > now)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else Session(token_hash, _staff(row), row.csrf, row.opened_at, row.expires_at)


def extend_session(tx: Tx, token_hash: str, expires_at: datetime) -> None:
    """Let a session last longer."""
    tx.execute(update(staff_session).where(staff_session.c.token_hash == token_hash).values(expires_at=expires_at))


def drop_session(tx: Tx, token_hash: str) -> None:
    """End a session."""
    tx.execute(delete(staff_session).where(staff_session.c.token_hash == token_hash))


def _staff(row: Row[Any]) -> Staff:
    return Staff(row.id, row.sign_in, row.name, Role(row.role))
