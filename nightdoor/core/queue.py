"""One line of the morning queue: who, where, what, how soon, and what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nightdoor.core.case import CaseStatus, FiledBecause, Urgency
from nightdoor.core.labels import CHANNELS, in_words
from nightdoor.core.story import NEEDS
from nightdoor.core.summary import Facts
from nightdoor.core.times import day_and_time

URGENCY = {
    Urgency.EMERGENCY: "Emergency",
    Urgency.VERY_URGENT: "Very urgent",
    Urgency.URGENT: "Urgent",
    Urgency.ROUTINE: "Routine",
}
NOT_PASSED_ON = "Did not agree to pass on"
UNFINISHED = "Unfinished"
"""Marks that a line carries beside its urgency."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """What the queue shows of one case item. Of a resident who said no, only what safety needs."""

    case_id: int
    conversation_id: int
    urgency: Urgency
    requires_action_by: datetime
    status: CaseStatus
    lead: str
    who: str
    where: str
    what: str
    promised: str
    marks: tuple[str, ...]
    channel: str
    filed_at: datetime


def line_of(facts: Facts) -> QueueLine:
    """Return the line of one case item."""
    case, story, withheld = facts.case, facts.story, facts.is_withheld
    danger = in_words(kind for alert in facts.alerts for kind in alert.kinds)
    told = "" if withheld else in_words(story.needs, NEEDS)
    return QueueLine(
        case_id=case.id,
        conversation_id=case.conversation_id,
        urgency=case.urgency,
        requires_action_by=case.requires_action_by,
        status=case.status,
        lead=(facts.staff or {}).get(case.lead_id or 0, ""),
        who="A resident" if withheld else story.name or "No name given",
        where="" if withheld else story.place or "",
        what="; ".join(filter(None, [danger and f"Alert: {danger}", told])) or _nothing_told(withheld),
        promised="; ".join(_promised(promise.words, promise.due_at) for promise in facts.promises),
        marks=_marks(facts),
        channel=CHANNELS[facts.conversation.channel],
        filed_at=case.filed_at,
    )


def in_text(line: QueueLine) -> str:
    """Return a line as one line of plain text."""
    head = f"{URGENCY[line.urgency]}, by {day_and_time(line.requires_action_by)}"
    who = ", ".join(filter(None, [line.who, line.where]))
    tail = [line.what, line.promised and f"promised: {line.promised}", *line.marks, line.lead and f"with {line.lead}"]
    return " ".join(" | ".join(filter(None, [f"#{line.case_id}", head, who, *tail])).split())


def _nothing_told(withheld: bool) -> str:
    return "Not shown" if withheld else "Not told yet"


def _promised(words: str, due_at: datetime | None) -> str:
    return words if due_at is None else f"{words}, by {day_and_time(due_at)}"


def _marks(facts: Facts) -> tuple[str, ...]:
    marks = []
    if facts.case.because is FiledBecause.UNFINISHED:
        marks.append(UNFINISHED)
    if facts.case.because is FiledBecause.ENGINE_FAILED:
        marks.append("Nobody has answered yet")
    if facts.is_withheld:
        marks.append(NOT_PASSED_ON)
    if facts.contact.opted_out and not facts.is_withheld:
        marks.append("Sent STOP")
    return tuple(marks)
