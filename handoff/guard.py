"""Who may open a page: a session, the right role, and on every POST the token of that session's own forms."""

from __future__ import annotations

from secrets import compare_digest
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from handoff.room import InRoom
from nightdoor.core.staff import Role, Staff
from nightdoor.services.sign_in import session_of
from nightdoor.store.staff import Session

COOKIE = "nightdoor_staff"


class NotSignedIn(Exception):
    """Nobody is signed in, or the session is over."""


class Forbidden(Exception):
    """Signed in, but not for this: the role is another, or a form came without its token."""


async def visit(request: Request, room: InRoom) -> Session:
    """Return the session of this browser. Raises NotSignedIn, Forbidden."""
    token = request.cookies.get(COOKIE, "")
    session = await run_in_threadpool(session_of, room.database, token, room.clock()) if token else None
    if session is None:
        raise NotSignedIn
    if request.method not in {"GET", "HEAD"} and not same_token((await request.form()).get("csrf"), session.csrf):
        raise Forbidden
    return session


def same_token(given: object, kept: str) -> bool:
    """Whether a form brought the very token that was kept, told in constant time."""
    return isinstance(given, str) and compare_digest(given.encode(), kept.encode())


class Only:
    """Let in those who have one of these roles, and managers."""

    def __init__(self, *roles: Role) -> None:
        self.roles = {*roles, Role.MANAGER}

    def __call__(self, session: Annotated[Session, Depends(visit)]) -> Session:
        """Return the session. Raises Forbidden."""
        if session.staff.role not in self.roles:
            raise Forbidden
        return session


Anybody = Annotated[Session, Depends(visit)]
OnDuty = Annotated[Session, Depends(Only(Role.DUTY))]
CaseLead = Annotated[Session, Depends(Only(Role.LEAD))]


def home_of(person: Staff) -> str:
    """Return the page somebody's work begins on."""
    return "/queue" if person.role is Role.LEAD else "/duty"
