"""Escalate: do the due steps of alerts that nobody has acknowledged, and watch that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nightdoor.core.alert import NOBODY_YET, Alert, AlertState
from nightdoor.core.case import FiledBecause
from nightdoor.core.escalation import StepKind
from nightdoor.core.message import Author, Channel
from nightdoor.services.filing import file
from nightdoor.services.receive import Door
from nightdoor.services.speak import say
from nightdoor.store import Database, Tx, alerts, audit, contacts, sends

WATCH = "watch"
"""The name of the watch's heartbeat."""


@dataclass(frozen=True, slots=True)
class Pager:
    """How a duty worker is woken: the phone on call (E.164, or "" for the console alone) and what the page says."""

    phone: str
    words: Callable[[Alert, datetime], str]


def run_due_step(database: Database, door: Door, pager: Pager, now: datetime) -> bool:
    """Do one due step; return whether there was one. The step, its page and the next due step commit together.

    It is claimed on lease first, by itself: whoever acknowledges locks the conversation, then the alert, then its
    steps, and two that lock in two orders would wait for each other.
    """
    with database.look() as tx:
        if not alerts.is_step_due(tx, now):
            return False
    with database.transaction() as tx:
        step = alerts.claim_step(tx, now)
    if step is None:
        return False
    with database.transaction() as tx:
        alert = alerts.lock_alert(tx, step.alert_id)
        if not alerts.finish_step(tx, step) or alert.state not in NOBODY_YET:
            return True
        if step.kind == StepKind.PAGE:
            _page(tx, alert, door, pager, now)
        else:
            _tell_resident(tx, alert, door, now)
        return True


def _page(tx: Tx, alert: Alert, door: Door, pager: Pager, now: datetime) -> None:
    if pager.phone:
        words = pager.words(alert, now)
        sends.add_send(tx, channel=Channel.SMS, address=pager.phone, body=words, now=now, urgent=True)
    alerts.add_step(tx, alert.id, StepKind.PAGE, door.policy.next_page(now))
    audit.note(tx, "paged", now, conversation_id=alert.conversation_id)


def _tell_resident(tx: Tx, alert: Alert, door: Door, now: datetime) -> None:
    """Nobody has acknowledged in the set time: say so honestly, with who can be reached now."""
    conversation = contacts.get_conversation(tx, alert.conversation_id)
    say(tx, conversation, Author.DOOR, door.wording.unanswered_reply(alert.kinds), now, urgent=True)
    alerts.move_alert(tx, alert, AlertState.UNANSWERED)
    audit.note(tx, "unanswered", now, conversation_id=alert.conversation_id)
    file(tx, alert.conversation_id, FiledBecause.ALERT, now)


def mend_forgotten(database: Database, now: datetime) -> int:
    """Give every unacknowledged alert without a future step one that is due now; return how many there were.

    There should never be one: a number above 0 is itself an alarm, and no heartbeat is sent for it.
    """
    with database.transaction() as tx:
        forgotten = alerts.forgotten_alerts(tx)
        for alert_id in forgotten:
            alerts.add_step(tx, alert_id, StepKind.PAGE, now)
    return len(forgotten)


def beat(database: Database, now: datetime) -> None:
    """Say that the watch is awake and found nothing forgotten."""
    with database.transaction() as tx:
        audit.beat(tx, WATCH, now)


def file_unfinished(database: Database, now: datetime, idle: timedelta) -> int:
    """File conversations in which the resident fell silent; return how many."""
    with database.transaction() as tx:
        silent = contacts.idle_conversations(tx, now - idle)
        for conversation in silent:
            file(tx, conversation.id, FiledBecause.UNFINISHED, now)
    return len(silent)
