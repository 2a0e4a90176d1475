"""The morning: the queue that the night filed, and what a case lead does with each line of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from nightdoor.core.case import OUTCOME_CODES, URGENCY_ORDER, CaseItem, CaseStatus
from nightdoor.core.message import clean_text
from nightdoor.core.queue import QueueLine, in_text, line_of
from nightdoor.core.staff import Role
from nightdoor.core.summary import Facts, Offered, Promise
from nightdoor.services.escalate import file_unfinished
from nightdoor.store import Database, Tx, alerts, audit, cases, contacts, directory, messages, staff


class Refused(Exception):
    """What was asked of a case item cannot be done. The text says why."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a member of staff noted on a case item."""

    by: str
    text: str
    at: datetime


def facts_of(tx: Tx, case: CaseItem, *, with_messages: bool = True) -> Facts:
    """Return everything that the summary of a case item is made from."""
    conversation = contacts.get_conversation(tx, case.conversation_id)
    return Facts(
        case=case,
        contact=contacts.get_contact(tx, conversation.contact_id),
        conversation=conversation,
        messages=messages.thread(tx, conversation.id) if with_messages else [],
        alerts=alerts.alerts_of(tx, conversation.id),
        promises=[Promise(row.words, row.made_at, row.due_at) for row in cases.promises(tx, conversation.id)],
        offered=_offered(tx, conversation.id),
        staff=staff.names(tx),
    )


def queue_lines(tx: Tx, *, lead_id: int | None = None, unallocated: bool = False) -> list[QueueLine]:
    """Return the open lines, the most urgent first, then by when they must be acted on.

    Only those of one case lead, or only those that nobody has, where asked.
    """
    open_cases = [
        case
        for case in cases.queue(tx)
        if (lead_id is None or case.lead_id == lead_id) and not (unallocated and case.lead_id is not None)
    ]
    open_cases.sort(key=lambda case: (URGENCY_ORDER.index(case.urgency), case.requires_action_by, case.id))
    return [line_of(facts_of(tx, case, with_messages=False)) for case in open_cases]


def notes_of(tx: Tx, case_id: int) -> list[Note]:
    """Return the notes on a case item in order."""
    names = staff.names(tx)
    return [Note(names[row.staff_id], row.text, row.at) for row in cases.notes(tx, case_id)]


def allocate(tx: Tx, case_id: int, lead_id: int, staff_id: int, now: datetime) -> None:
    """Give a case item to a case lead. Raises Refused."""
    case = _open(tx, case_id)
    if lead_id not in {person.id for person in staff.of_roles(tx, Role.LEAD, Role.MANAGER)}:
        raise Refused("Choose a case lead")
    cases.change_case(tx, case_id, lead_id=lead_id, status=CaseStatus.ALLOCATED)
    audit.note(tx, "allocated", now, conversation_id=case.conversation_id, staff_id=staff_id, detail=f"to {lead_id}")


def add_note(tx: Tx, case_id: int, staff_id: int, words: str, now: datetime) -> None:
    """Note something on a case item, open or closed. Raises Refused."""
    text = clean_text(words)
    if not text:
        raise Refused("Write the note first")
    case = cases.get_case(tx, case_id)
    cases.add_note(tx, case_id, staff_id, text, now)
    audit.note(tx, "noted", now, conversation_id=case.conversation_id, staff_id=staff_id)


def close(tx: Tx, case_id: int, staff_id: int, outcome_code: str, now: datetime) -> None:
    """Close a case item with an outcome of ``core.case.OUTCOME_CODES``. Raises Refused."""
    case = _open(tx, case_id)
    if outcome_code not in OUTCOME_CODES:
        raise Refused("Choose an outcome")
    if alerts.open_alert(tx, case.conversation_id) is not None:
        raise Refused("An alert on this conversation is still open. The duty worker must stand it down first")
    cases.change_case(tx, case_id, status=CaseStatus.CLOSED, outcome_code=outcome_code, closed_at=now)
    audit.note(tx, "closed", now, conversation_id=case.conversation_id, staff_id=staff_id, detail=outcome_code)


def morning(database: Database, now: datetime, idle: timedelta) -> list[str]:
    """File what the night left unfinished, and return the open lines of the queue as text, the most urgent first."""
    file_unfinished(database, now, idle)
    with database.transaction() as tx:
        lines = queue_lines(tx)
        for line in lines:
            audit.note(tx, "listed", now, conversation_id=line.conversation_id)
    return [in_text(line) for line in lines]


def _offered(tx: Tx, conversation_id: int) -> list[Offered]:
    said = contacts.offered_services(tx, conversation_id)
    names = directory.service_names(tx, [service["id"] for service in said])
    return [Offered(names.get(service["id"], service["name"]), service["name"]) for service in said]


def _open(tx: Tx, case_id: int) -> CaseItem:
    case = cases.get_case(tx, case_id, lock=True)
    if case.status is CaseStatus.CLOSED:
        raise Refused("This is closed already")
    return case
