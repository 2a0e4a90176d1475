"""The human hand: a duty worker takes an alert, writes with the resident, and stands down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from nightdoor.core.alert import NOBODY_YET, OUTCOMES, Alert, AlertState
from nightdoor.core.case import FiledBecause, urgency_of
from nightdoor.core.conversation import Conversation, Holder, move
from nightdoor.core.message import Author, clean_text
from nightdoor.core.staff import Staff
from nightdoor.services.filing import file
from nightdoor.services.speak import say
from nightdoor.store import Tx, alerts, audit, cases, contacts, messages, sends, staff, turns

SAME_PRESS = timedelta(seconds=30)
"""The same words again this soon are one press of the button too many, not a second message."""
LONGEST_WORDS = 1000


class HeldBySomebodyElse(Exception):
    """Another duty worker has this alert."""

    def __init__(self, holder: Staff, since: datetime) -> None:
        super().__init__("another duty worker has this alert")
        self.holder = holder
        self.since = since


class NotHeld(Exception):
    """The alert is not in this duty worker's hand: not acknowledged yet, or stood down already."""


class Unusable(Exception):
    """What was filled in will not do. The text says why, and holds none of it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an alert ended: an outcome of ``core.alert.OUTCOMES``, what was agreed, and what was promised by when."""

    outcome: str
    agreed: str
    promised: str = ""
    due_at: datetime | None = None


def acknowledge(tx: Tx, alert_id: int, staff_id: int, now: datetime) -> Alert:
    """Take an alert: from here on this human alone speaks with the resident.

    The first of two has it; the second is told who. The same one twice is no harm.
    Raises HeldBySomebodyElse, NotHeld (it is over) or NoResultFound.
    """
    alert = alerts.lock_alert(tx, alert_id)
    if alert.state is AlertState.ACKNOWLEDGED:
        _must_be_holder(tx, alert, staff_id)
        return alert
    if alert.state not in NOBODY_YET:
        raise NotHeld
    alerts.move_alert(tx, alert, AlertState.ACKNOWLEDGED, acknowledged_at=now, acknowledged_by=staff_id)
    alerts.cancel_steps(tx, alert.id)
    _silence_the_bot(tx, alert.conversation_id)
    audit.note(tx, "acknowledged", now, conversation_id=alert.conversation_id, staff_id=staff_id)
    return alerts.get_alert(tx, alert_id)


def take_over(tx: Tx, alert_id: int, staff_id: int, now: datetime) -> None:
    """Take an alert out of another duty worker's hand, as at the change of a shift. Raises NotHeld."""
    alert = alerts.lock_alert(tx, alert_id)
    if alert.state is not AlertState.ACKNOWLEDGED:
        raise NotHeld
    alerts.hand_over(tx, alert, staff_id, now)
    audit.note(tx, "taken_over", now, conversation_id=alert.conversation_id, staff_id=staff_id)


def write(tx: Tx, alert_id: int, staff_id: int, words: str, now: datetime) -> int:
    """Write to the resident on their own channel; return the message's id. Raises NotHeld, Unusable."""
    alert = _held(tx, alert_id, staff_id)
    text = clean_text(words)
    if not text:
        raise Unusable("Write something first")
    if len(text) > LONGEST_WORDS:
        raise Unusable(f"That is too long to send. Keep it under {LONGEST_WORDS} characters")
    last = messages.thread(tx, alert.conversation_id)[-1]
    if last.author is Author.DUTY_WORKER and last.text == text and now - last.at < SAME_PRESS:
        return last.id
    conversation = contacts.get_conversation(tx, alert.conversation_id)
    contacts.touch(tx, conversation.id, now)
    audit.note(tx, "wrote", now, conversation_id=conversation.id, staff_id=staff_id)
    return say(tx, conversation, Author.DUTY_WORKER, text, now, staff_id=staff_id, urgent=True)


def stand_down(tx: Tx, alert_id: int, staff_id: int, ending: Ending, farewell: str, now: datetime) -> int:
    """End an alert, hand the conversation back to the bot and file it for the morning; return the case item's id.

    ``farewell`` is the approved line that says a human has gone; "" says nothing. Raises NotHeld, Unusable.
    """
    alert = _held(tx, alert_id, staff_id)
    agreed, promised = clean_text(ending.agreed), clean_text(ending.promised)
    if ending.outcome not in OUTCOMES:
        raise Unusable("Choose how it ended")
    if bool(promised) != (ending.due_at is not None):
        raise Unusable("A promise needs both what was promised and by when")
    facts = {"stood_down_at": now, "outcome": ending.outcome, "agreed": agreed}
    alerts.move_alert(tx, alert, AlertState.STOOD_DOWN, **facts)
    if promised:
        cases.add_promise(tx, alert.conversation_id, promised, now, due_at=ending.due_at)
    conversation = contacts.get_conversation(tx, alert.conversation_id, lock=True)
    contacts.set_holder(tx, conversation.id, move(conversation.holder, Holder.BOT))
    if farewell:
        say(tx, conversation, Author.DOOR, farewell, now, urgent=True)
    audit.note(tx, "stood_down", now, conversation_id=conversation.id, staff_id=staff_id, detail=ending.outcome)
    return _file(tx, conversation, ending, now)


def _file(tx: Tx, conversation: Conversation, ending: Ending, now: datetime) -> int:
    """File it. A human has looked, so it may be less urgent now than an alert nobody answers, and due sooner."""
    case_id = file(tx, conversation.id, FiledBecause.STOOD_DOWN, now)
    urgency = urgency_of(
        alert_unanswered=ending.outcome == "no_contact",
        alert_raised=ending.outcome != "not_a_crisis",
        needs=conversation.story.needs,
    )
    due_at = cases.get_case(tx, case_id).requires_action_by
    if ending.due_at is not None:
        due_at = min(due_at, ending.due_at)
    cases.change_case(tx, case_id, urgency=urgency, requires_action_by=due_at)
    return case_id


def _silence_the_bot(tx: Tx, conversation_id: int) -> None:
    conversation = contacts.get_conversation(tx, conversation_id, lock=True)
    contacts.set_holder(tx, conversation.id, move(conversation.holder, Holder.HUMAN))
    turns.cancel_turns(tx, conversation.id)
    sends.cancel_automatic(tx, conversation.id)


def _held(tx: Tx, alert_id: int, staff_id: int) -> Alert:
    alert = alerts.lock_alert(tx, alert_id)
    if alert.state is not AlertState.ACKNOWLEDGED:
        raise NotHeld
    _must_be_holder(tx, alert, staff_id)
    return alert


def _must_be_holder(tx: Tx, alert: Alert, staff_id: int) -> None:
    if alert.acknowledged_by != staff_id and alert.acknowledged_by is not None and alert.acknowledged_at is not None:
        raise HeldBySomebodyElse(staff.get_staff(tx, alert.acknowledged_by), alert.acknowledged_at)
