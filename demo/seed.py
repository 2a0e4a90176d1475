"""`python -m demo.seed`: staff to sign in as, a directory, and last night, in the demonstration's database."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from demo.night import last_night, lines_of, read_night
from demo.play import Night, conversation_of
from demo.sign_ins import SIGN_INS
from nightdoor.core.alert import Alert
from nightdoor.core.clock import now
from nightdoor.core.message import Channel
from nightdoor.services import morning
from nightdoor.services.directory import import_directory
from nightdoor.services.escalate import Pager, file_unfinished
from nightdoor.services.receive import Door
from nightdoor.services.sign_in import add_staff
from nightdoor.settings import Settings
from nightdoor.store import Database, Tx, cases, contacts, staff
from nightdoor.wording import load

NIGHT = Path(__file__).with_name("night.yml")
BAD_USE = 2


def main() -> int:
    """Seed the database that the environment names. Exit 2 outside of the demonstration."""
    settings = Settings()
    if not settings.demonstration:
        sys.stderr.write("demo.seed: this is for the demonstration alone: set NIGHTDOOR_DEMO=1.\n")
        return BAD_USE
    database = Database(settings.database_url)
    try:
        seed(database, settings, now())
    finally:
        database.close()
    sys.stdout.write(sign_ins())
    return 0


def seed(database: Database, settings: Settings, at: datetime) -> None:
    """Add what is missing: run twice, it changes nothing. The night is played only where nobody ever wrote."""
    with database.transaction() as tx:
        _add_staff(tx, at)
        untouched = contacts.count_conversations(tx) == 0
    if untouched:
        sys.stderr.write("Playing last night into the demonstration's database: some seconds.\n")
        import_directory(database, str(settings.data / "directory/sample.json"), data=settings.data, now=at)
        _play(database, settings, at)


def sign_ins() -> str:
    """Return what people need to sign in, a line an account."""
    lines = (f'  {one.name:<13} "{one.password}"   {one.does}\n' for one in SIGN_INS)
    return "Sign in on the staff's side (these work in the demonstration alone):\n" + "".join(lines)


def _add_staff(tx: Tx, at: datetime) -> None:
    for one in SIGN_INS:
        if staff.secrets_of(tx, one.name) is None:
            add_staff(tx, one.name, one.person, one.role, one.password, at, demonstration=True)


def _play(database: Database, settings: Settings, at: datetime) -> None:
    """Play last night; what was left unfinished is filed, and the morning has begun."""
    night, conversations = last_night(at), read_night(NIGHT)
    pager = Pager(settings.duty_phone, _page)
    play = Night(database, Door(load(settings.data)), pager, _person(database, "demo-duty"), night)
    lines = lines_of(conversations, night)
    for line in lines:
        play.play(line)
    file_unfinished(database, lines[-1].at + timedelta(hours=1), timedelta(minutes=30))
    lead, manager = _person(database, "demo-lead"), _person(database, "demo-manager")
    with database.transaction() as tx:
        for conversation in conversations:
            if "morning" in conversation:
                channel, address = Channel(conversation["channel"]), str(conversation["from"])
                case = cases.case_of(tx, conversation_of(tx, channel, address, at))
                assert case is not None, "the night files whom it heard"
                morning.allocate(tx, case.id, lead, manager, at)
                morning.add_note(tx, case.id, lead, conversation["morning"]["note"], at)


def _person(database: Database, sign_in: str) -> int:
    with database.look() as tx:
        found = staff.secrets_of(tx, sign_in)
    assert found is not None, "an account that was just added"
    return found.staff.id


def _page(_alert: Alert, _at: datetime) -> str:
    return "Nightdoor: an alert is waiting. Open the console."


if __name__ == "__main__":
    sys.exit(main())
