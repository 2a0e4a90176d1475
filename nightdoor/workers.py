"""Threads that work until they are told to stop. What a worker could not do stays in its row, for the next look."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from threading import Event, Thread

from nightdoor.store import DatabaseDown

log = logging.getLogger(__name__)

Job = tuple[str, Callable[[], bool]]
"""A thread's name, and its work: done again and again, it returns whether there was any."""

LOOK_EVERY_SECONDS = 0.1
AFTER_TROUBLE_SECONDS = 1.0


def repeat(work: Callable[[], bool], stopped: Event, *, every: float = LOOK_EVERY_SECONDS) -> None:
    """Do work again and again; rest for ``every`` seconds whenever there was none. An error never ends the thread."""
    while not stopped.is_set():
        try:
            busy = work()
        except DatabaseDown:
            log.warning("the database is down; work waits")
            stopped.wait(AFTER_TROUBLE_SECONDS)
        except Exception as error:  # noqa: BLE001 - a worker that dies quietly is the worst of all
            log.error("work failed: %s at %s", type(error).__name__, _place(error))
            stopped.wait(AFTER_TROUBLE_SECONDS)
        else:
            if not busy:
                stopped.wait(every)


def occasionally(work: Callable[[], object], every: float) -> Callable[[], bool]:
    """Return work that is done at most once in ``every`` seconds, to be repeated together with more frequent work."""
    last = 0.0

    def when_due() -> bool:
        nonlocal last
        if time.monotonic() - last >= every:
            work()
            last = time.monotonic()
        return False

    return when_due


def start(jobs: Iterable[Job], stopped: Event) -> list[Thread]:
    """Start a thread for each named job and return them."""
    threads = [Thread(target=repeat, args=(job, stopped), name=name, daemon=True) for name, job in jobs]
    for thread in threads:
        thread.start()
    return threads


def _place(error: BaseException) -> str:
    """Where it happened: a file and a line, and nothing of what it was about."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
