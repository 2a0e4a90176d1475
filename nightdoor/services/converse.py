"""Take an ordinary turn: ask the engine, and commit what it said, what it learned and what follows, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nightdoor.core.case import FiledBecause, read_by
from nightdoor.core.conversation import Conversation, Holder
from nightdoor.core.engine import Engine, EngineFailed, EngineReply, Outcome
from nightdoor.core.triage import Level
from nightdoor.holidays_england import is_bank_holiday
from nightdoor.services.alarm import SAFETY_REPLY, Cause, raise_alert
from nightdoor.services.filing import file
from nightdoor.services.receive import Door
from nightdoor.services.speak import reply
from nightdoor.store import Database, Tx, audit, cases, contacts, messages, turns

MOST_TRIES = 5
"""About half a minute of an engine that fails; then the words go to the morning as they are."""
MOST_MESSAGES = 20
LONGEST_TURN = 4000
"""Characters of one turn (``shared/engine.md``)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn in our hands: its lease, and what waits behind it in the same conversation."""

    lease: Any
    message_id: int
    text: str
    later: tuple[int, ...]
    conversation: Conversation
    offered: tuple[dict[str, str], ...]


def take_turn(database: Database, engine: Engine, door: Door, now: datetime) -> bool:
    """Take one due turn to its end; return whether there may be more to do at once.

    No transaction is open while the engine thinks. When it fails the worker rests: an engine that is down must not keep
    the database busy.
    """
    with database.look() as tx:
        if not turns.is_due(tx, now):
            return False
    with database.transaction() as tx:
        taken = _claim(tx, now)
    if taken is None:
        return False
    try:
        answer = _ask(engine, taken)
    except EngineFailed:
        with database.transaction() as tx:
            _put_off(tx, door, taken.lease, now)
        return False
    with database.transaction() as tx:
        _commit(tx, door, taken, answer, now)
    return True


def _claim(tx: Tx, now: datetime) -> Taken | None:
    """What came in while the engine was busy is one thought: it is answered in one turn, not message by message."""
    lease = turns.claim_turn(tx, now)
    if lease is None:
        return None
    conversation = contacts.get_conversation(tx, lease.conversation_id)
    texts, later = [messages.get_message(tx, lease.message_id).text], []
    for row in turns.later_turns(tx, lease, MOST_MESSAGES):
        text = messages.get_message(tx, row.message_id).text
        if sum(map(len, texts)) + len(text) > LONGEST_TURN:
            break
        texts.append(text)
        later.append(row.id)
    offered = tuple(contacts.offered_services(tx, conversation.id))
    text = "\n".join(texts)[:LONGEST_TURN]
    return Taken(lease, lease.message_id, text, tuple(later), conversation, offered)


def _ask(engine: Engine, taken: Taken) -> EngineReply:
    return engine.take_turn(
        engine_key=taken.conversation.engine_key,
        text=taken.text,
        story=taken.conversation.story,
        asked=taken.conversation.asked,
        channel=taken.conversation.channel,
        offered=tuple(service["id"] for service in taken.offered),
    )


def _commit(tx: Tx, door: Door, taken: Taken, answer: EngineReply, now: datetime) -> None:
    conversation = contacts.get_conversation(tx, taken.conversation.id, lock=True)
    if conversation.holder is not Holder.BOT or not turns.finish_turn(tx, taken.lease):
        return
    turns.finish_later(tx, list(taken.later))
    _save(tx, taken, conversation, answer, now)
    if answer.outcome is Outcome.CRISIS:
        kind = answer.crisis_kind or "suicide"
        words = [door.wording.first_reply([kind])]
        raise_alert(tx, conversation, Cause(taken.message_id, Level.EMERGENCY, (kind,)), words, door.policy, now)
        return
    if answer.outcome is Outcome.HUMAN:
        words = [door.wording.line("asked_for_human")]
        cause = Cause(taken.message_id, Level.VERY_URGENT, ("asked_for_human",))
        raise_alert(tx, conversation, cause, words, door.policy, now)
        return
    _reply(tx, conversation, answer.texts, taken.message_id, now)
    _follow_up(tx, conversation, answer, now)


def _save(tx: Tx, taken: Taken, conversation: Conversation, answer: EngineReply, now: datetime) -> None:
    offered = [*taken.offered, *({"id": one.id, "name": one.name} for one in answer.offered)]
    finished_at = conversation.finished_at or (now if answer.outcome is Outcome.FINISHED else None)
    contacts.save_progress(
        tx, conversation, story=answer.story, asked=answer.asked, offered=offered, finished_at=finished_at
    )


def _reply(tx: Tx, conversation: Conversation, texts: Sequence[str], message_id: int, now: datetime) -> None:
    for number, text in enumerate(texts, start=SAFETY_REPLY + 1):
        reply(tx, conversation, text, now, to=message_id, number=number)


def _follow_up(tx: Tx, conversation: Conversation, answer: EngineReply, now: datetime) -> None:
    """A finished story is in the queue in the very transaction that tells the resident so.

    Without consent no promise is made, and the queue shows no more than that somebody wrote.
    """
    if answer.outcome is Outcome.FINISHED:
        file(tx, conversation.id, FiledBecause.FINISHED, now)
        if answer.story.consent and not conversation.story.consent:
            _promise_to_read(tx, conversation.id, now)
    if answer.outcome is Outcome.STOPPED:
        file(tx, conversation.id, FiledBecause.UNFINISHED, now)


def _promise_to_read(tx: Tx, conversation_id: int, now: datetime) -> None:
    due = read_by(now, is_bank_holiday)
    cases.add_promise(tx, conversation_id, "A person reads it", now, due_at=due)


def _put_off(tx: Tx, door: Door, lease: Any, now: datetime) -> None:
    """The engine failed: say honestly that the words are kept, try again, and in the end leave them to the morning."""
    conversation = contacts.get_conversation(tx, lease.conversation_id, lock=True)
    if conversation.holder is not Holder.BOT:
        return
    if lease.attempts < MOST_TRIES:
        if not turns.retry_turn(tx, lease, now):
            return
    else:
        if not turns.finish_turn(tx, lease, turns.GIVEN_UP):
            return
        file(tx, conversation.id, FiledBecause.ENGINE_FAILED, now)
    audit.note(tx, "engine_failed", now, conversation_id=conversation.id)
    holding = door.wording.line("holding")
    if not messages.was_just_said(tx, conversation.id, holding):
        reply(tx, conversation, holding, now, to=lease.message_id, number=SAFETY_REPLY)
