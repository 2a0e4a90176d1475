"""The watch: pages until somebody acknowledges, tells the resident the truth, and sees that no alert is forgotten."""

from __future__ import annotations

import logging
from datetime import timedelta

from nightdoor.core.clock import now
from nightdoor.services.escalate import Pager, beat, file_unfinished, mend_forgotten, run_due_step
from nightdoor.services.receive import Door
from nightdoor.store import Database
from nightdoor.workers import Job, occasionally

log = logging.getLogger(__name__)

AUDIT_EVERY_SECONDS = 5.0
FILE_EVERY_SECONDS = 30.0


def watch_jobs(database: Database, door: Door, pager: Pager, idle: timedelta) -> list[Job]:
    """Return the jobs of the staff's side, by name."""

    def escalate() -> bool:
        return run_due_step(database, door, pager, now())

    def audit() -> None:
        forgotten = mend_forgotten(database, now())
        if forgotten:
            log.critical("%d alerts had no next step: mended, and no heartbeat sent", forgotten)
        else:
            beat(database, now())

    def file_silent() -> None:
        file_unfinished(database, now(), idle)

    return [
        ("watch", escalate),
        ("auditor", occasionally(audit, AUDIT_EVERY_SECONDS)),
        ("filing", occasionally(file_silent, FILE_EVERY_SECONDS)),
    ]
