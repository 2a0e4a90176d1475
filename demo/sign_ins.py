"""The demonstration's staff. Their names begin with "demo-": outside the demonstration none of them works."""

from __future__ import annotations

from dataclasses import dataclass

from nightdoor.core.staff import Role


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account to play with."""

    name: str
    password: str
    person: str
    role: Role
    does: str


SIGN_INS = (
    SignIn("demo-duty", "lamp in the window", "Dee Okafor", Role.DUTY, "Duty worker: answers alerts tonight"),
    SignIn("demo-lead", "kettle in the morning", "Lee Hughes", Role.LEAD, "Case lead: reads the queue in the morning"),
    SignIn("demo-manager", "keys on the hook", "Mo Siddiqui", Role.MANAGER, "Manager: may open everything"),
)
