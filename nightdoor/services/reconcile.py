"""Reconcile a night: prove that every accepted message was answered, is in a human's hand, or is in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nightdoor.core.clock import night_bounds
from nightdoor.store import Tx
from nightdoor.store.reconcile import count_inbound, said_twice, unaccounted


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
    lost, twice = unaccounted(tx, start, end), said_twice(tx, start, end)
    return Reckoning(night, count_inbound(tx, start, end), tuple(lost), tuple(twice))
