"""Receive a message: everything that must be true before a provider hears "accepted", in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from nightdoor.core.answers import reads_as_no, reads_as_yes
from nightdoor.core.conversation import Contact, Conversation, Holder, continues
from nightdoor.core.escalation import Policy
from nightdoor.core.message import LONGEST_TEXT, Inbound, MessageKind
from nightdoor.core.triage import Assessment, Level, assess
from nightdoor.services.alarm import SAFETY_REPLY, Cause, cause_of, raise_alert
from nightdoor.services.speak import reply
from nightdoor.store import Tx, audit, contacts, messages, turns
from nightdoor.wording import Wording

SAFETY_SILENCE = timedelta(minutes=10)
"""How long the story waits for the answer to "are you safe?" before the engine goes on with it."""


class Received(StrEnum):
    """What became of a message."""

    DUPLICATE = "duplicate"
    ALERT = "alert"
    HELD = "held"
    ANSWERED = "answered"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Door:
    """What the door needs to judge and to answer: the reviewed words, and when to page."""

    wording: Wording
    policy: Policy = field(default_factory=Policy)


def receive(tx: Tx, door: Door, inbound: Inbound, now: datetime, *, answered: bool = False) -> Received:
    """Keep one message and decide who answers it.

    Twice the same message changes nothing. ``answered``: it waited in the spool, and the safety words went out
    already. Whatever the state of the conversation, the raw text is assessed before anything else is done with it.
    """
    person = contacts.find_or_add_contact(tx, inbound.channel, inbound.address, now)
    conversation = _conversation_for(tx, person, now)
    recent = messages.recent_texts(tx, conversation.id)
    message_id = messages.add_inbound(tx, conversation.id, inbound)
    if message_id is None:
        return Received.DUPLICATE
    contacts.touch(tx, conversation.id, now)
    _keep_wish(tx, person, conversation, inbound.kind, now)
    judged = assess(inbound.text, recent, door.wording.phrasebook)
    _keep_assessment(tx, message_id, judged)
    if judged.pages:
        words = [door.wording.first_reply(judged.kinds)]
        cause = cause_of(message_id, judged)
        raise_alert(tx, conversation, cause, words, door.policy, now, already_sent=answered)
        return Received.ALERT
    if conversation.holder is not Holder.BOT:
        return Received.HELD
    return _answer(tx, door, conversation, inbound, message_id, judged, now)


def _conversation_for(tx: Tx, person: Contact, now: datetime) -> Conversation:
    last = contacts.last_conversation(tx, person.id)
    return last if last is not None and continues(last, now) else contacts.open_conversation(tx, person, now)


def _keep_wish(tx: Tx, person: Contact, conversation: Conversation, kind: MessageKind, now: datetime) -> None:
    """STOP and START are kept whatever else a message says."""
    if kind in (MessageKind.OPT_OUT, MessageKind.OPT_IN):
        contacts.set_opted_out(tx, person.id, kind is MessageKind.OPT_OUT)
        audit.note(tx, kind, now, conversation_id=conversation.id)


def _keep_assessment(tx: Tx, message_id: int, judged: Assessment) -> None:
    if judged.level is not Level.ROUTINE:
        messages.add_assessment(tx, message_id, judged)


def _answer(
    tx: Tx,
    door: Door,
    conversation: Conversation,
    inbound: Inbound,
    message_id: int,
    judged: Assessment,
    now: datetime,
) -> Received:
    """Answer a message in which nobody is in danger as far as we can read."""
    if inbound.kind is MessageKind.OPT_OUT:
        return Received.ANSWERED
    if inbound.kind is not MessageKind.TEXT:
        reply(tx, conversation, door.wording.line(inbound.kind), now, to=message_id, number=SAFETY_REPLY)
        return Received.ANSWERED
    if conversation.safety_asked_at is not None:
        return _after_safety_question(tx, door, conversation, inbound, message_id, now)
    if judged.level is Level.ASK:
        return _ask_if_safe(tx, door, conversation, message_id, judged, now)
    if len(inbound.text) >= LONGEST_TEXT:
        reply(tx, conversation, door.wording.line("too_long"), now, to=message_id, number=SAFETY_REPLY)
    turns.add_turn(tx, message_id, conversation.id, now)
    return Received.TURN


def _ask_if_safe(
    tx: Tx, door: Door, conversation: Conversation, message_id: int, judged: Assessment, now: datetime
) -> Received:
    """Ask one direct, kind question at once; the story itself goes to the engine when it is answered."""
    question = door.wording.safety_question(judged.kinds)
    reply(tx, conversation, question, now, to=message_id, number=SAFETY_REPLY, urgent=True)
    contacts.note_safety_question(tx, conversation.id, now)
    turns.add_turn(tx, message_id, conversation.id, now + SAFETY_SILENCE)
    return Received.TURN


def _after_safety_question(
    tx: Tx, door: Door, conversation: Conversation, inbound: Inbound, message_id: int, now: datetime
) -> Received:
    """Yes brings a human; no lets the story go on; anything else goes on too, and was assessed like every message."""
    contacts.note_safety_question(tx, conversation.id, None)
    if reads_as_yes(inbound.text):
        cause = Cause(message_id, Level.EMERGENCY, messages.last_kinds(tx, conversation.id))
        raise_alert(tx, conversation, cause, [door.wording.first_reply(cause.kinds)], door.policy, now)
        return Received.ALERT
    turns.hurry_turns(tx, conversation.id, now)
    if reads_as_no(inbound.text):
        return Received.ANSWERED
    turns.add_turn(tx, message_id, conversation.id, now)
    return Received.TURN
