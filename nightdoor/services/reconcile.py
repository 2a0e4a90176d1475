"""Reconcile a night: prove that every accepted message was answered, is in a human's hand, or is in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nightdoor.core.clock import night_bounds
from nightdoor.core.message import Channel
from nightdoor.services.speak import parts_for
from nightdoor.store import Tx
from nightdoor.store.reconcile import accepted_again, count_inbound, unaccounted


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a night came to: how many messages came in, which are unaccounted for, and which replies went out twice.

    Ids of messages, never words.
    """

    night: date
    inbound: int
    lost: tuple[int, ...]
    twice: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lost and nothing was said twice."""
        return not self.lost and not self.twice


def reconcile(tx: Tx, night: date) -> Reckoning:
    """Return the reckoning of one night (noon to noon, Europe/London)."""
    start, end = night_bounds(night)
    lost = unaccounted(tx, start, end)
    return Reckoning(night, count_inbound(tx, start, end), tuple(lost), _said_twice(tx, start, end))


def _said_twice(tx: Tx, start: datetime, end: datetime) -> tuple[int, ...]:
    """Return ids of messages of which a part went out more often than it stands in the message."""
    too_often = [
        row.id
        for row in accepted_again(tx, start, end)
        if row.times > parts_for(Channel(row.channel), row.text).count(row.body)
    ]
    return tuple(dict.fromkeys(too_often))
