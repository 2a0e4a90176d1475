"""Signing in: slow hashes, sessions kept here and not in the cookie, and the same answer to every wrong try."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from nightdoor.core.staff import DEMONSTRATION_PREFIX, Role, Staff, weakness
from nightdoor.store import Database, Tx, audit, staff
from nightdoor.store.staff import Session

IDLE = timedelta(minutes=30)
"""A session nobody uses ends. An open console counts as use: an alarm must not fall asleep."""
LONGEST = timedelta(hours=14)
"""No session outlives the longest night shift."""
TRIES = 5
LOCKED = timedelta(minutes=5)

_SIGN_IN = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
_hasher = PasswordHasher()
_few_at_a_time = BoundedSemaphore(2)
"""One check takes 64 MiB on purpose: a flood of tries must not take all there is."""
_nobody = _hasher.hash(secrets.token_urlsafe())


class CannotAdd(Exception):
    """A member of staff cannot be added; the text says why and holds no secret."""


class SignInRefused(Exception):
    """The name or the password is wrong, or the account is locked or of the demonstration: never said which."""


def add_staff(
    tx: Tx, sign_in: str, name: str, role: Role, password: str, now: datetime, *, demonstration: bool = False
) -> int:
    """Add a member of staff and return the id. Raises CannotAdd."""
    sign_in = sign_in.strip().casefold()
    if not _SIGN_IN.fullmatch(sign_in):
        raise CannotAdd("a sign-in name is 2 to 63 letters, digits, dots, dashes or underscores")
    if sign_in.startswith(DEMONSTRATION_PREFIX) and not demonstration:
        raise CannotAdd(f"names that start with {DEMONSTRATION_PREFIX} work in the demonstration alone")
    if not name.strip():
        raise CannotAdd("a name is needed")
    if (reason := weakness(password, sign_in=sign_in)) is not None:
        raise CannotAdd(reason)
    added = staff.add_staff(tx, sign_in, name.strip(), role, _hasher.hash(password), now)
    if added is None:
        raise CannotAdd("this sign-in name is taken")
    audit.note(tx, "staff_added", now, staff_id=added, detail=role)
    return added


def sign_in(
    database: Database, name: str, password: str, now: datetime, *, demonstration: bool = False
) -> tuple[str, Session]:
    """Open a session; return its token, which is kept nowhere, and the session.

    A try is counted before it is checked, so that tries side by side cannot get past the lock. The hash is worked
    outside of any transaction, and for names that nobody has too. Raises SignInRefused.
    """
    found = _count_try(database, name.strip().casefold(), now)
    right = _matches(found.password_hash if found else _nobody, password)
    if found is None or not right or (found.staff.is_demonstration and not demonstration):
        raise SignInRefused
    with database.transaction() as tx:
        staff.note_tries(tx, found.staff.id, 0, None)
        return open_session(tx, found.staff, now)


def open_session(tx: Tx, person: Staff, now: datetime) -> tuple[str, Session]:
    """Open a session for somebody who has proved who they are; return its token and the session."""
    token = secrets.token_urlsafe(32)
    session = Session(_hash(token), person, secrets.token_urlsafe(32), now, now + IDLE)
    staff.add_session(tx, session)
    audit.note(tx, "signed_in", now, staff_id=person.id)
    return token, session


def session_of(database: Database, token: str, now: datetime) -> Session | None:
    """Return the session of a token if it is not over, and let it last on: this was a use of it."""
    with database.look() as tx:
        session = staff.find_session(tx, _hash(token), now)
    if session is None:
        return None
    expires_at = min(now + IDLE, session.created_at + LONGEST)
    if expires_at - session.expires_at > timedelta(minutes=1):
        with database.transaction() as tx:
            staff.extend_session(tx, session.token_hash, expires_at)
    return session


def sign_out(database: Database, session: Session, now: datetime) -> None:
    """End a session for good."""
    with database.transaction() as tx:
        staff.drop_session(tx, session.token_hash)
        audit.note(tx, "signed_out", now, staff_id=session.staff.id)


def _count_try(database: Database, name: str, now: datetime) -> staff.Secrets | None:
    """Return what to check against, or None: nobody has this name, or it is locked."""
    with database.transaction() as tx:
        found = staff.secrets_of(tx, name)
        if found is None or (found.locked_until and found.locked_until > now):
            return None
        tries = 1 if found.locked_until else found.failed_tries + 1
        locked_until = now + LOCKED if tries >= TRIES else None
        staff.note_tries(tx, found.staff.id, tries, locked_until)
        if locked_until:
            audit.note(tx, "sign_in_locked", now, staff_id=found.staff.id)
        return found


def _matches(password_hash: str, password: str) -> bool:
    with _few_at_a_time:
        try:
            return _hasher.verify(password_hash, password)
        except VerificationError:
            return False


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
