"""The durable inbox: what came in is committed, many messages at a time, before any provider hears "accepted".

One thread writes. While it commits, the next messages gather, and go into the next transaction together: a commit
costs one sync of the disk however many messages it carries (group commit, ADR 0005).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from nightdoor.core.clock import now
from nightdoor.core.message import Inbound
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, DatabaseDown
from nightdoor.store.spool import Spool

log = logging.getLogger(__name__)

MOST_AT_ONCE = 64
DRAIN_EVERY_SECONDS = 1.0

Waiting = tuple[Inbound, "Future[None]"]


class Inbox:
    """Takes messages from any thread; each is kept, in the database or on disk, when its future is done."""

    def __init__(self, database: Database, door: Door, spool: Spool, in_the_dark: Callable[[Inbound], bool]) -> None:
        """``in_the_dark`` judges a message without the database, and returns whether safety words went out."""
        self._database = database
        self._door = door
        self._spool = spool
        self._in_the_dark = in_the_dark
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="inbox", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what has been taken, then stop."""
        self._queue.put(None)
        self._thread.join()

    def accept(self, inbound: Inbound) -> Future[None]:
        """Take a message; the future is done when it is kept, and fails only if it could not be kept at all."""
        future: Future[None] = Future()
        self._queue.put((inbound, future))
        return future

    def _write(self) -> None:
        while True:
            try:
                first = self._queue.get(timeout=DRAIN_EVERY_SECONDS)
            except Empty:
                with suppress(DatabaseDown):
                    self._drain_spool()
                continue
            if first is None:
                return
            self._keep([first, *self._gathered()])

    def _gathered(self) -> Iterator[Waiting]:
        """Yield what came in meanwhile."""
        for _ in range(MOST_AT_ONCE):
            if self._queue.empty():
                return
            following = self._queue.get()
            if following is None:
                self._queue.put(None)
                return
            yield following

    def _drain_spool(self) -> None:
        """Move what waits on disk into the database, in order. Raises DatabaseDown."""
        for path in self._spool.waiting():
            try:
                inbound, answered = self._spool.read(path)
                with self._database.transaction() as tx:
                    receive(tx, self._door, inbound, inbound.received_at, answered=answered)
            except DatabaseDown:
                raise
            except Exception as error:  # noqa: BLE001 - one bad file must not keep the others from the morning
                log.error("spooled message set aside: %s", type(error).__name__)
                self._spool.set_aside(path)
            else:
                self._spool.take(path)

    def _keep(self, batch: Sequence[Waiting]) -> None:
        """Keep a batch together; if that fails, each message for itself, so that one cannot harm the others."""
        try:
            self._drain_spool()
            self._commit(batch)
        except DatabaseDown:
            for waiting in batch:
                self._settle(waiting, self._spool_one)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others of the batch must be kept
            log.error("batch refused: %s", type(error).__name__)
            for waiting in batch:
                self._settle(waiting, self._commit_one)
        else:
            for _, future in batch:
                future.set_result(None)

    def _commit(self, batch: Sequence[Waiting]) -> None:
        with self._database.transaction() as tx:
            for inbound, _ in batch:
                receive(tx, self._door, inbound, now())

    def _commit_one(self, inbound: Inbound) -> None:
        try:
            with self._database.transaction() as tx:
                receive(tx, self._door, inbound, now())
        except DatabaseDown:
            self._spool_one(inbound)

    def _spool_one(self, inbound: Inbound) -> None:
        """The database is dark: judge the message all the same, answer danger straight away, and keep it on disk."""
        answered = False
        with suppress(Exception):
            answered = self._in_the_dark(inbound)
        self._spool.keep(inbound, answered=answered)

    def _settle(self, waiting: Waiting, keep: Callable[[Inbound], object]) -> None:
        inbound, future = waiting
        try:
            keep(inbound)
        except Exception as error:  # noqa: BLE001 - the provider must hear that this one was not kept
            log.error("message not kept: %s", type(error).__name__)
            future.set_exception(RuntimeError("not kept"))
        else:
            future.set_result(None)
