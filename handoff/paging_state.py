"""Is anybody being paged? The escalation watch says every few seconds that all is well."""

from __future__ import annotations

from datetime import timedelta

from handoff.room import Room
from nightdoor.core.times import day_and_time
from nightdoor.services.escalate import WATCH
from nightdoor.store import Tx, audit

SILENT_AFTER = timedelta(seconds=30)
"""This long without a word from the watch is itself an alarm."""


class WatchSilent(Exception):
    """The escalation watch is not running: nobody is paged."""


def watch_trouble(tx: Tx, room: Room) -> str | None:
    """Return what is wrong with the escalation watch, or None: it is awake, and found no alert forgotten."""
    last = audit.last_beat(tx, WATCH)
    if last is None:
        return "it was never started"
    return None if room.clock() - last < SILENT_AFTER else f"silent since {day_and_time(last)}"


def check_watch(room: Room) -> None:
    """Look whether the watch is awake. Raises WatchSilent, DatabaseDown."""
    with room.database.look() as tx:
        if watch_trouble(tx, room) is not None:
            raise WatchSilent
