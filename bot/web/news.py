"""News for everybody who waits for a reply: one look at the database for all of them, several times a second."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool

from nightdoor.store import Database, DatabaseDown
from nightdoor.store.chat import Standing, standings

LOOK_EVERY = 0.4
LOOK_EVERY_WHEN_DOWN = 2.0


class News:
    """Wakes whoever listens for an address when its conversation is no longer what it was. Looks only while heard."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._known: dict[str, Standing] = {}
        self._looking: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def listen(self, address: str) -> Iterator[asyncio.Event]:
        """Yield an event that is set whenever there is something new for an address; the listener clears it."""
        event = asyncio.Event()
        self._listeners[address].add(event)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_while_heard())
        try:
            yield event
        finally:
            self._listeners[address].discard(event)
            if not self._listeners[address]:
                del self._listeners[address]
                self._known.pop(address, None)

    def listening(self, address: str) -> int:
        """Return how many listen for an address."""
        return len(self._listeners.get(address, ()))

    def everybody(self) -> int:
        """Return how many listen at all."""
        return sum(map(len, self._listeners.values()))

    async def _look_while_heard(self) -> None:
        while self._listeners:
            try:
                now = await run_in_threadpool(self._read, tuple(self._listeners))
            except DatabaseDown:
                await asyncio.sleep(LOOK_EVERY_WHEN_DOWN)
                continue
            self._tell(now)
            await asyncio.sleep(LOOK_EVERY)

    def _read(self, addresses: tuple[str, ...]) -> dict[str, Standing]:
        with self._database.look() as tx:
            return standings(tx, addresses)

    def _tell(self, now: dict[str, Standing]) -> None:
        """Wake those whose standing changed; the first look at an address counts as a change, so nothing is missed."""
        for address, standing in now.items():
            if address in self._listeners and self._known.get(address) != standing:
                self._known[address] = standing
                for event in self._listeners[address]:
                    event.set()
