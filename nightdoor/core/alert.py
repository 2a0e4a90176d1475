"""An alert: somebody may be in danger, and a human must look now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nightdoor.core.conversation import IllegalMove


class AlertState(StrEnum):
    """Where an alert is in its life."""

    RAISED = "raised"
    UNANSWERED = "unanswered"
    ACKNOWLEDGED = "acknowledged"
    STOOD_DOWN = "stood_down"


OPEN_STATES = (AlertState.RAISED, AlertState.UNANSWERED, AlertState.ACKNOWLEDGED)
NOBODY_YET = (AlertState.RAISED, AlertState.UNANSWERED)

_MOVES = {
    AlertState.RAISED: {AlertState.UNANSWERED, AlertState.ACKNOWLEDGED},
    AlertState.UNANSWERED: {AlertState.ACKNOWLEDGED},
    AlertState.ACKNOWLEDGED: {AlertState.STOOD_DOWN},
    AlertState.STOOD_DOWN: set[AlertState](),
}


def move(old: AlertState, new: AlertState) -> AlertState:
    """Return ``new`` if an alert may pass from ``old`` to it.

    Raises:
        IllegalMove: naming from and to.

    """
    if new not in _MOVES[old]:
        raise IllegalMove("alert", old, new)
    return new


OUTCOMES = {
    "safe_now": "Safe now, talked through",
    "emergency_services": "Emergency services called",
    "duty_team": "Passed to the emergency duty team",
    "safeguarding": "Safeguarding concern to be made",
    "callback": "Callback agreed",
    "no_contact": "No answer from the resident",
    "not_a_crisis": "Not a crisis",
}
"""How an alert can end: the duty worker picks one when standing down."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The words an alert rests on: in which message, and where they stand in it."""

    message_id: int
    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert, with who acknowledged it and how it ended."""

    id: int
    conversation_id: int
    message_id: int
    level: str
    kinds: tuple[str, ...]
    reasons: tuple[Reason, ...]
    state: AlertState
    raised_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: int | None = None
    stood_down_at: datetime | None = None
    outcome: str | None = None
    agreed: str = ""
