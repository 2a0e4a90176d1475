"""A tracker store that forgets: each turn starts from what Nightdoor's database says, and leaves nothing behind.

The database is the record of a conversation. An engine that remembered as well could disagree with it: after a restart,
after a turn whose answer was lost and that is tried again, or with two engines side by side. One that forgets gives the
same answer to the same turn each time, costs the same at the hundredth message as at the first, needs no shared lock,
and keeps no resident's words in memory.
"""

from __future__ import annotations

from collections.abc import Iterable

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Never keeps a tracker, so `action_session_start` restores every turn from the metadata that came with it."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Let the tracker go."""

    async def keys(self) -> Iterable[str]:
        """Return nobody: no conversation is held."""
        return []
