"""`nightdoor work`: turns to the engine, messages to the providers, and the escalation watch, until told to stop."""

from __future__ import annotations

import signal
import time
from datetime import datetime, timedelta
from threading import Event

import typer

from bot.engine_client import EngineClient
from bot.parts import make_door, make_senders
from bot.work import resident_jobs
from handoff.watch import watch_jobs
from nightdoor import workers
from nightdoor.commands.composing import opened, read_settings
from nightdoor.commands.serving import keep_what_stays_out_of_collections, log_to_stderr
from nightdoor.core.alert import Alert
from nightdoor.core.paging import page_words
from nightdoor.services.escalate import Pager
from nightdoor.settings import Settings
from nightdoor.store import Database

app = typer.Typer(rich_markup_mode=None)

LONGEST_GOODBYE_SECONDS = 8.0
"""How long work under way may take to end. What is cut off then is taken up again when its lease runs out."""


@app.command("work")
def work() -> None:
    """Do the work that rows of the database ask for, and watch over alerts. Any number of these may run at once."""
    settings, stopped = read_settings(), Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    log_to_stderr()
    with opened(settings) as database:
        threads = workers.start(all_jobs(settings, database), stopped)
        keep_what_stays_out_of_collections()
        stopped.wait()
        until = time.monotonic() + LONGEST_GOODBYE_SECONDS
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))


def all_jobs(settings: Settings, database: Database) -> list[workers.Job]:
    """Return the jobs of both sides: they meet in the database, and in this process only to be started together."""
    door = make_door(settings)

    def words(alert: Alert, now: datetime) -> str:
        return page_words(alert, now, settings.staff_url)

    return [
        *resident_jobs(database, EngineClient(settings.engine_url), door, make_senders(settings)),
        *watch_jobs(database, door, Pager(settings.duty_phone, words), timedelta(seconds=settings.idle_after_seconds)),
    ]
