"""Says what is wrong with this house and what to do about it. It looks; it changes nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from nightdoor.needed import missing_settings
from nightdoor.ports import is_taken
from nightdoor.processes import Ports, Process, all_processes, port_of
from nightdoor.services.escalate import WATCH
from nightdoor.settings import Settings
from nightdoor.store import Database, audit
from nightdoor.store.database import DatabaseDown
from nightdoor.store.migrate import is_current
from nightdoor.supervise import answers

LEAST_FREE_BYTES = 1_000_000_000
LONGEST_SILENCE = timedelta(seconds=60)
"""The watch says that it is awake far more often than this."""


class Verdict(StrEnum):
    """How a finding is meant: all well, worth knowing, or wrong."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what to do if it is not well."""

    verdict: Verdict
    what: str
    do: str = ""


@dataclass(frozen=True)
class EngineFacts:
    """What the dialogue engine's own room says of itself."""

    python: Path
    model: Path


def judge(well: bool, what: str, wrong: str, do: str) -> Finding:
    """Return a finding: ``what`` when all is well, else what is wrong and what to do."""
    return Finding(Verdict.FINE, what) if well else Finding(Verdict.WRONG, wrong, do)


def examine(settings: Settings, ports: Ports, engine: EngineFacts, now: datetime) -> Iterator[Finding]:
    """Look at everything in turn. ``now`` is aware."""
    yield _python()
    yield from _settings(settings)
    yield from _engine(engine)
    running, findings = _processes(all_processes(settings, ports))
    yield from _database(settings, now if running else None)
    yield from findings
    yield from _spool(settings.spool)
    yield _disk(settings.spool)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return judge(fits, f"Python {version}", f"Python {version} is not 3.11 to 3.13", "run `make env`")


def _settings(settings: Settings) -> Iterator[Finding]:
    missing = missing_settings(settings)
    what = f"missing or too short: {', '.join(missing)}"
    yield judge(not missing, "settings that the door needs", what, "set them: docs/operations.md explains each")
    if not settings.twilio_from:
        yield Finding(Verdict.NOTE, "no text messages: TWILIO_FROM is not set")
    if not settings.telegram_bot_token.get_secret_value():
        yield Finding(Verdict.NOTE, "no Telegram: TELEGRAM_BOT_TOKEN is not set")
    if not settings.duty_phone:
        yield Finding(
            Verdict.NOTE, "nobody is paged by phone: NIGHTDOOR_DUTY_PHONE is not set; alerts show on the console"
        )
    if not settings.demonstration and not settings.public_url.startswith("https://"):
        do = "set it to the https address that residents and providers use: signatures are checked against it"
        yield Finding(Verdict.WRONG, "NIGHTDOOR_PUBLIC_URL is not an https address", do)


def _engine(engine: EngineFacts) -> Iterator[Finding]:
    yield judge(
        engine.python.exists(),
        "the dialogue engine's environment",
        "the dialogue engine has no environment",
        "`make env`",
    )
    yield judge(
        engine.model.exists(),
        "the dialogue engine's model fits its data",
        "no model fits today's data",
        "`make engine`",
    )


def _database(settings: Settings, now: datetime | None) -> Iterator[Finding]:
    """Look at the database; with ``now`` also at the watch, which must be awake while the house runs."""
    database = Database(settings.database_url)
    try:
        current = is_current(database)
        yield judge(current, "the database answers", "the database is new or has an older shape", "`nightdoor migrate`")
        if current and now:
            yield _watch(database, now)
    except DatabaseDown as down:
        do = "start it, and see that NIGHTDOOR_DATABASE_URL is right; messages wait in the spool meanwhile"
        yield Finding(Verdict.WRONG, f"the database does not answer ({down})", do)
    finally:
        database.close()


def _watch(database: Database, now: datetime) -> Finding:
    with database.look() as tx:
        beat = audit.last_beat(tx, WATCH)
    awake = beat is not None and now - beat < LONGEST_SILENCE
    wrong = "the escalation watch is silent: it sleeps, or an alert has no next step"
    return judge(
        awake, "the escalation watch is awake", wrong, "look at the duty console now, then at var/log/work.log"
    )


def _processes(processes: tuple[Process, ...]) -> tuple[bool, list[Finding]]:
    """Return whether the house runs, and what was found of each process that has an address."""
    seen = [process for process in processes if process.ready]
    ready = {process.name for process in seen if answers(process.ready)}
    if not ready:
        return False, [_free_port(process) for process in seen]
    return True, [
        judge(
            process.name in ready, f"{process.name} is ready", f"{process.name} is not ready", f"see {process.name}.log"
        )
        for process in seen
    ]


def _free_port(process: Process) -> Finding:
    port = port_of(process.ready)
    what = f"{process.name} is not running; its port {port} is free"
    do = "end what listens there, or choose another port"
    return judge(not is_taken(port), what, f"port {port} of {process.name} is taken by something else", do)


def _spool(folder: Path) -> Iterator[Finding]:
    waiting, aside = len(list(folder.glob("*.json"))), len(list(folder.glob("aside/*")))
    back = "bring the database back: the residents' side then takes them in"
    yield judge(not waiting, "the spool is empty", f"{waiting} messages wait in the spool", back)
    if aside:
        what = f"{aside} messages were set aside in {folder / 'aside'}: the database refused them"
        yield Finding(Verdict.WRONG, what, "read them by hand: residents wrote them")


def _disk(folder: Path) -> Finding:
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    free = shutil.disk_usage(there).free
    gigabytes = f"{free / 1e9:.1f} GB of disk free"
    return judge(free > LEAST_FREE_BYTES, gigabytes, f"only {gigabytes}", "make room: messages are kept on this disk")
