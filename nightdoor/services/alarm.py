"""Raise an alert: hold the conversation for a human, say the approved words, and store the first escalation steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nightdoor.core.alert import Reason
from nightdoor.core.case import FiledBecause
from nightdoor.core.conversation import Conversation, Holder, move
from nightdoor.core.escalation import Policy
from nightdoor.core.triage import Assessment
from nightdoor.services.filing import file
from nightdoor.services.speak import reply
from nightdoor.store import Tx, alerts, audit, contacts, sends, turns

SAFETY_REPLY = 0
"""The number of an approved fixed reply to a message; the engine's replies count from 1."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a human is needed: the message, how fast, of what kinds, and the words it rests on."""

    message_id: int
    level: str
    kinds: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


def cause_of(message_id: int, assessment: Assessment) -> Cause:
    """Return triage's judgement of a message as the cause of an alert."""
    reasons = tuple(Reason(message_id, r.kind.value, r.words, r.start, r.end) for r in assessment.reasons)
    return Cause(message_id, assessment.level.value, tuple(kind.value for kind in assessment.kinds), reasons)


def raise_alert(
    tx: Tx,
    conversation: Conversation,
    cause: Cause,
    words: Sequence[str],
    policy: Policy,
    now: datetime,
    *,
    already_sent: bool = False,
) -> int | None:
    """Raise an alert and return its id; where one is open, join it and return None: a human is on the way to it.

    ``words`` are said to the resident at once, ahead of everything that waits; they were ``already_sent`` where the
    database was down when the message came.
    """
    alert_id = alerts.add_alert(
        tx,
        conversation.id,
        cause.message_id,
        level=cause.level,
        kinds=cause.kinds,
        reasons=cause.reasons,
        raised_at=now,
    )
    if alert_id is None:
        _join(tx, conversation.id, cause)
        return None
    _hold(tx, conversation)
    for number, text in enumerate(words, start=SAFETY_REPLY):
        reply(tx, conversation, text, now, to=cause.message_id, number=-number, urgent=True, already_sent=already_sent)
    for kind, due_at in policy.first_steps(now):
        alerts.add_step(tx, alert_id, kind, due_at)
    audit.note(tx, "alert_raised", now, conversation_id=conversation.id, detail=cause.level)
    file(tx, conversation.id, FiledBecause.ALERT, now)
    return alert_id


def _join(tx: Tx, conversation_id: int, cause: Cause) -> None:
    was = alerts.open_alert(tx, conversation_id, lock=True)
    if was is not None:
        alerts.add_kinds(tx, was, cause.kinds, cause.reasons)


def _hold(tx: Tx, conversation: Conversation) -> None:
    """From here on the engine is silent: what waited for it, and its words not yet sent, are dropped."""
    if conversation.holder is Holder.BOT:
        contacts.set_holder(tx, conversation.id, move(conversation.holder, Holder.WAITING))
    turns.cancel_turns(tx, conversation.id)
    sends.cancel_automatic(tx, conversation.id)
