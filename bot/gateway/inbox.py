"""The durable inbox: what came in is committed, many messages at a time, before any provider hears "accepted".

One thread writes. While it commits, the next messages gather, and go into the next transaction together: a commit
costs one sync of the disk however many messages it carries (group commit, ADR 0005).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from bot.gateway.dark import DarkRoom
from nightdoor.core.clock import now
from nightdoor.core.message import Channel, Inbound
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, DatabaseDown
from nightdoor.store.spool import Spool

log = logging.getLogger(__name__)

MOST_AT_ONCE = 64
DRAIN_EVERY_SECONDS = 1.0
DARK_FOR_SECONDS = 2.0
"""After the database failed, messages go straight to disk for this long: none waits for it in vain."""

Waiting = tuple[Inbound, "Future[None]"]


class Inbox:
    """Takes messages from any thread; each is kept, in the database or on disk, when its future is done."""

    def __init__(self, database: Database, door: Door, spool: Spool, in_the_dark: Callable[[Inbound], bool]) -> None:
        """``in_the_dark`` judges a message without the database, and returns whether safety words went out."""
        self._database = database
        self._door = door
        self._spool = spool
        self._dark_room = DarkRoom(spool, in_the_dark)
        self._dark_until = 0.0
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="inbox", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what has been taken, then stop."""
        self._queue.put(None)
        self._thread.join()
        self._dark_room.close()

    def accept(self, inbound: Inbound) -> Future[None]:
        """Take a message; the future is done when it is kept, and fails only if it could not be kept at all."""
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()  # a provider that gave up must not take the message back
        self._queue.put((inbound, future))
        return future

    def _write(self) -> None:
        """Whatever goes wrong, the one thread that writes goes on: without it nothing at all would be kept."""
        going_on = self._rehearse
        while self._survives(going_on):
            going_on = self._take_some

    def _survives(self, work: Callable[[], bool]) -> bool:
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - see above
            log.error("the inbox stumbled: %s", type(error).__name__)
            return True

    def _rehearse(self) -> bool:
        """Play the worst message once, and keep nothing of it: the first cry for help of a night must not be the one
        that waits for statements to be compiled and connections to be opened (100 ms, measured).
        """
        message = Inbound(Channel.SMS, "rehearsal", "rehearsal", "i want to kill myself", now())
        with self._database.rehearsal() as tx:
            receive(tx, self._door, message, message.received_at)
        return True

    def _take_some(self) -> bool:
        """Keep what waits; return False when told to stop."""
        try:
            first = self._queue.get(timeout=DRAIN_EVERY_SECONDS)
        except Empty:
            self._drain_or_judge()
            return True
        if first is not None:
            self._keep([first, *self._gathered()])
        return first is not None

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

    def _drain_or_judge(self) -> None:
        try:
            self._drain_spool()
        except DatabaseDown:
            self._dark_room.judge_what_waits()

    def _drain_spool(self) -> None:
        """Move what waits on disk into the database, in order. Raises DatabaseDown."""
        for path in self._spool.waiting():
            self._dark_room.wait_for(path)
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
            self._dark_room.forget(path)

    def _keep(self, batch: Sequence[Waiting]) -> None:
        """Keep a batch together; if that fails, each message for itself, so that one cannot harm the others."""
        try:
            self._try_database(batch)
        except DatabaseDown:
            for waiting in batch:
                self._settle(waiting, self._spool.keep)
            self._dark_room.judge_what_waits()
        except Exception as error:  # noqa: BLE001 - whatever it is, the others of the batch must be kept
            log.error("batch refused: %s", type(error).__name__)
            for waiting in batch:
                self._settle(waiting, self._commit_one)
        else:
            for _, future in batch:
                future.set_result(None)

    def _try_database(self, batch: Sequence[Waiting]) -> None:
        """Commit a batch, after what waits on disk. Raises DatabaseDown, or whatever else went wrong."""
        if monotonic() < self._dark_until:
            raise DatabaseDown("a moment ago")
        try:
            self._drain_spool()
            self._commit(batch)
        except DatabaseDown:
            self._dark_until = monotonic() + DARK_FOR_SECONDS
            raise

    def _commit(self, batch: Sequence[Waiting]) -> None:
        with self._database.transaction() as tx:
            for inbound, _ in batch:
                receive(tx, self._door, inbound, now())

    def _commit_one(self, inbound: Inbound) -> None:
        try:
            with self._database.transaction() as tx:
                receive(tx, self._door, inbound, now())
        except DatabaseDown:
            self._spool.keep(inbound)
            self._dark_room.judge_what_waits()

    def _settle(self, waiting: Waiting, keep: Callable[[Inbound], object]) -> None:
        inbound, future = waiting
        try:
            keep(inbound)
        except Exception as error:  # noqa: BLE001 - the provider must hear that this one was not kept
            log.error("message not kept: %s", type(error).__name__)
            future.set_exception(RuntimeError("not kept"))
        else:
            future.set_result(None)
