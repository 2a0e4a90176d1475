"""File a conversation in the morning queue, once."""

from __future__ import annotations

from datetime import datetime

from nightdoor.core.alert import NOBODY_YET
from nightdoor.core.case import FiledBecause, read_by, urgency_of
from nightdoor.holidays_england import is_bank_holiday
from nightdoor.store import Tx, alerts, audit, cases, contacts


def file(tx: Tx, conversation_id: int, because: FiledBecause, now: datetime) -> int:
    """File a conversation and return its case item's id; filed again, it keeps its place and its sooner urgency."""
    conversation = contacts.get_conversation(tx, conversation_id)
    raised = alerts.alerts_of(tx, conversation_id)
    urgency = urgency_of(
        alert_unanswered=any(alert.state in NOBODY_YET for alert in raised),
        alert_raised=bool(raised),
        needs=conversation.story.needs,
    )
    case_id = cases.file_case_item(
        tx,
        conversation_id,
        because=because,
        urgency=urgency,
        filed_at=now,
        requires_action_by=read_by(now, is_bank_holiday, urgency),
    )
    audit.note(tx, "case_item_filed", now, conversation_id=conversation_id, detail=because)
    return case_id
