"""The residents' side at work: turns go to the engine, and what stands in the outbox goes to the providers."""

from __future__ import annotations

from collections.abc import Mapping

from nightdoor.core.clock import now
from nightdoor.core.engine import Engine
from nightdoor.core.message import Channel
from nightdoor.core.sending import Sender
from nightdoor.services.converse import take_turn
from nightdoor.services.deliver import deliver_one
from nightdoor.services.receive import Door
from nightdoor.services.visit import forget_past_visits
from nightdoor.store import Database
from nightdoor.workers import Job, occasionally

TURN_THREADS = 3
SEND_THREADS = 3
FORGET_EVERY_SECONDS = 600.0


def resident_jobs(database: Database, engine: Engine, door: Door, senders: Mapping[Channel, Sender]) -> list[Job]:
    """Return the jobs of the residents' side, by name.

    One thread sends urgent words alone: they never stand behind an ordinary message whose provider is slow.
    """

    def turn() -> bool:
        return take_turn(database, engine, door, now())

    def send() -> bool:
        return deliver_one(database, senders, now())

    def send_urgent() -> bool:
        return deliver_one(database, senders, now(), urgent_only=True)

    def forget_visits() -> None:
        with database.transaction() as tx:
            forget_past_visits(tx, now())

    turns: list[Job] = [(f"turn-{number}", turn) for number in range(TURN_THREADS)]
    sends: list[Job] = [(f"send-{number}", send) for number in range(SEND_THREADS)]
    return [*turns, *sends, ("send-urgent", send_urgent), ("visits", occasionally(forget_visits, FORGET_EVERY_SECONDS))]
