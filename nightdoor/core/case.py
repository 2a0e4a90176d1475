"""A case item: one line in the morning queue, and how soon a human must act on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from nightdoor.core.clock import LONDON, london

READ_BY = time(12, 0)
"""A story told at night is read by noon of the next working day: the one promise the door makes by itself."""
FIRST_BY = time(9, 0)
"""What follows an alert is looked at first thing."""
OPENING = time(8, 30)


class Urgency(StrEnum):
    """How soon a human must act, in NHS wording. It grades the work, never the person (NICE NG225)."""

    EMERGENCY = "emergency"
    VERY_URGENT = "very_urgent"
    URGENT = "urgent"
    ROUTINE = "routine"


URGENCY_ORDER = tuple(Urgency)


class CaseStatus(StrEnum):
    """Where a case item is."""

    NEW = "new"
    ALLOCATED = "allocated"
    CLOSED = "closed"


class FiledBecause(StrEnum):
    """Why the night filed it."""

    ALERT = "alert"
    FINISHED = "finished"
    UNFINISHED = "unfinished"
    STOOD_DOWN = "stood_down"
    ASKED_FOR_HUMAN = "asked_for_human"
    ENGINE_FAILED = "engine_failed"
    NOT_DELIVERED = "not_delivered"


OUTCOME_CODES = {
    "helped": "Helped by the team",
    "referred": "Referred on, and accepted",
    "already_known": "Already with a case lead",
    "no_reply": "No reply from the resident",
    "not_safe": "Not safe to contact",
    "declined": "Resident does not want contact",
    "not_for_us": "Not for this team",
}
"""How a case item can be closed."""


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One conversation in the morning queue."""

    id: int
    conversation_id: int
    filed_at: datetime
    because: FiledBecause
    urgency: Urgency
    status: CaseStatus
    requires_action_by: datetime
    lead_id: int | None = None
    outcome_code: str | None = None
    closed_at: datetime | None = None


def next_working_day(day: date, is_holiday: Callable[[date], bool]) -> date:
    """Return the first day after ``day`` that is neither a weekend day nor a holiday."""
    day += timedelta(days=1)
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day


def read_by(moment: datetime, is_holiday: Callable[[date], bool], urgency: Urgency = Urgency.ROUTINE) -> datetime:
    """Return by when a human acts on what was told at ``moment``, in UTC, on the working day that comes next.

    Noon, London time; 9 o'clock after an alert. Before the office opens on a working day that day itself counts: 02:00
    on a Tuesday is read by Tuesday noon.
    """
    local = london(moment)
    yesterday = local.date() - timedelta(days=1) if local.time() < OPENING else local.date()
    day = next_working_day(yesterday, is_holiday)
    after_alert = urgency in (Urgency.EMERGENCY, Urgency.VERY_URGENT)
    return datetime.combine(day, FIRST_BY if after_alert else READ_BY, LONDON).astimezone(UTC)


def urgency_of(*, alert_unanswered: bool, alert_raised: bool, needs: tuple[str, ...]) -> Urgency:
    """Return how soon a human must act, from what happened in the night and what is needed."""
    if alert_unanswered:
        return Urgency.EMERGENCY
    if alert_raised:
        return Urgency.VERY_URGENT
    if {"homelessness", "domestic_abuse"} & set(needs):
        return Urgency.URGENT
    return Urgency.ROUTINE
