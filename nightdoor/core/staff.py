"""Staff: the people behind the door, and what each of them may open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DEMONSTRATION_PREFIX = "demo-"
"""Sign-in names of the demonstration begin so: whoever reads one knows it, and outside the demonstration none works."""

SHORTEST_PASSWORD = 12


class Role(StrEnum):
    """What somebody is here for. A manager may open everything."""

    DUTY = "duty"
    LEAD = "lead"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of staff, without anything secret."""

    id: int
    sign_in: str
    name: str
    role: Role

    @property
    def is_demonstration(self) -> bool:
        """Whether this account is there only to be played with."""
        return self.sign_in.startswith(DEMONSTRATION_PREFIX)


def weakness(password: str, *, sign_in: str) -> str | None:
    """Return why a password will not do, or None: long enough (NCSC: length beats rules), and not the name again."""
    if len(password) < SHORTEST_PASSWORD:
        return f"a password needs at least {SHORTEST_PASSWORD} characters"
    if len(set(password.casefold())) < 5:
        return "a password needs more than a few different characters"
    if sign_in.casefold() in password.casefold():
        return "a password must not hold the sign-in name"
    return None
