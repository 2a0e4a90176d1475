"""A night for a journey: a house whose processes run, the people who write to it, and a look at what is kept.

Whatever a resident wrote in it, and every number and key, is looked for in every log file of the house at its end.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr
from sqlalchemy import func, select

from nightdoor.core.alert import Alert
from nightdoor.core.case import CaseItem
from nightdoor.core.clock import now
from nightdoor.core.conversation import Conversation, Holder
from nightdoor.core.message import Author, Message
from nightdoor.store import Tx, alerts, cases, contacts, messages, sends, work
from nightdoor.store.spool import Spool
from nightdoor.store.tables import send, turn
from tests.support.house import ROOT, House
from tests.support.phones import SmsPhones, TelegramPhones
from tests.support.residents import Chatter, FormChatter, Resident, Telegrammer, Texter, all_words, one_line
from tests.support.servers import wait_until

CHANNELS = ("sms", "telegram", "web", "web without script")
PATIENCE = 60.0
"""Seconds: twice the lease of a worker that died. What is waited for comes long before on a healthy machine."""
TELLS_NOTHING = 12
"""Characters: shorter words ("yes") stand in any log by chance."""

Person = TypeVar("Person", bound=Resident)


class Night:
    """A house, and the people who write to it."""

    def __init__(self, house: House, sms: SmsPhones, telegram: TelegramPhones) -> None:
        self.house = house
        self.sms = sms
        self.telegram = telegram
        self.duty_phone = house.settings.duty_phone
        self.spool = Spool(house.settings.spool)
        self.residents: list[Resident] = []
        self.secrets: set[str] = set()
        """What else must not be in a log."""

    # --- people

    def texter(self) -> Texter:
        """Return somebody new with a phone."""
        return self._met(Texter(self.sms))

    def telegrammer(self) -> Telegrammer:
        """Return somebody new on Telegram."""
        return self._met(Telegrammer(self.telegram))

    def chatter(self) -> Chatter:
        """Return somebody new in the web chat."""
        return self._met(Chatter(self.house.url("public")))

    def resident(self, way: str) -> Resident:
        """Return somebody new on one of CHANNELS."""
        if way == "web without script":
            return self._met(FormChatter(self.house.url("public")))
        if way == "web":
            return self.chatter()
        return self.texter() if way == "sms" else self.telegrammer()

    def _met(self, person: Person) -> Person:
        self.residents.append(person)
        return person

    def close(self) -> None:
        """Close the browsers of those in the web chat."""
        for resident in self.residents:
            if isinstance(resident, Chatter):
                resident.close()

    def pages(self) -> list[str]:
        """Return what the duty worker's phone got."""
        return self.sms.received(self.duty_phone)

    def hears(self, resident: Resident, words: str, *, seconds: float = PATIENCE) -> None:
        """Wait until words have reached a resident."""
        wait_until(lambda: one_line(words) in all_words(resident), f"{words[:30]!r} to be heard", seconds)

    # --- what is kept

    def find(self, tx: Tx, resident: Resident) -> Conversation | None:
        """Return a resident's newest conversation."""
        person = contacts.find_or_add_contact(tx, resident.channel, resident.address, now())
        return contacts.last_conversation(tx, person.id)

    def conversation(self, resident: Resident) -> Conversation:
        """Return a resident's newest conversation, which there is."""
        with self.house.database.transaction() as tx:
            found = self.find(tx, resident)
        assert found is not None, "nothing is kept of this resident"
        return found

    def thread(self, resident: Resident) -> list[Message]:
        """Return what was said in a resident's newest conversation; nothing where there is none."""
        with self.house.database.transaction() as tx:
            found = self.find(tx, resident)
            return messages.thread(tx, found.id) if found else []

    def kept(self, resident: Resident) -> list[str]:
        """Return what is kept of what a resident wrote."""
        return [message.text for message in self.thread(resident) if message.inbound]

    def said_by_itself(self, resident: Resident) -> list[Message]:
        """Return every automatic message to a resident."""
        return [message for message in self.thread(resident) if message.author is Author.DOOR]

    def alert(self, resident: Resident) -> Alert | None:
        """Return the newest alert of a resident's conversation."""
        with self.house.database.look() as tx:
            raised = alerts.alerts_of(tx, self.conversation(resident).id)
        return raised[-1] if raised else None

    def alert_raised(self, resident: Resident) -> Alert:
        """Wait for an alert and return it."""
        wait_until(lambda: bool(self.kept(resident)) and self.alert(resident), "the alert", PATIENCE)
        alert = self.alert(resident)
        assert alert is not None
        return alert

    def case(self, resident: Resident) -> CaseItem | None:
        """Return a resident's line in the morning queue."""
        with self.house.database.look() as tx:
            return cases.case_of(tx, self.conversation(resident).id)

    def is_held(self, resident: Resident) -> bool:
        """Whether a human has, or is being called to, the conversation."""
        return self.conversation(resident).holder is not Holder.BOT

    # --- the end

    def wait_until_quiet(self, seconds: float = PATIENCE) -> None:
        """Wait until nothing waits: no update at Telegram's, nothing in the spool, no turn and no send that is due."""
        wait_until(lambda: not self._noise(), "the house to be quiet", seconds)

    def _noise(self) -> int:
        soon = now() + timedelta(minutes=2)
        turns = select(func.count()).where(turn.c.status == work.WAITING, turn.c.due_at < soon)
        outbox = select(func.count()).where(send.c.status.in_(sends.OPEN))
        with self.house.database.look() as tx:
            waiting = tx.execute(turns).scalar_one() + tx.execute(outbox).scalar_one()
        return waiting + len(self.spool.waiting()) + self.telegram.pending()

    def nightdoor(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of our commands against this house."""
        command = [sys.executable, "-m", "nightdoor", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.house.environment, capture_output=True, text=True, check=False, timeout=60
        )

    def assert_whole(self, *, but: Collection[Resident] = ()) -> None:
        """See `nightdoor reconcile` say that nothing is lost and nothing was said twice, and everybody's screen agree.

        ``but``: those who rightly heard something twice.
        """
        self.wait_until_quiet()
        done = self.nightdoor("reconcile")
        assert done.returncode == 0, done.stdout + done.stderr
        for resident in self.residents:
            heard = resident.heard()
            assert resident in but or len(set(heard)) == len(heard), f"said twice: {heard}"

    def assert_logs_tell_nothing(self) -> None:
        """No log file holds a word that a resident wrote, an address of theirs, or a key."""
        logs = self.house.logs()
        for name, secret in self._unspeakable():
            assert secret not in logs, f"{name} stands in a log"

    def _unspeakable(self) -> Iterator[tuple[str, str]]:
        for resident in self.residents:
            if resident.address:
                yield "an address", resident.address.removeprefix("+")
            yield from (("a resident's words", words) for words in resident.wrote if len(words) >= TELLS_NOTHING)
        yield "the duty phone", self.duty_phone.removeprefix("+")
        yield from (("something secret", secret) for secret in self.secrets)
        for name, value in self.house.settings:
            if isinstance(value, SecretStr) and value.get_secret_value():
                yield name, value.get_secret_value()


@contextmanager
def night_in(
    folder: Path, *processes: str, settings: Mapping[str, str] | None = None, database_url: str = ""
) -> Iterator[Night]:
    """Open a house with the providers' emulators and the named processes; look into its logs at the end."""
    with House(folder, database_url=database_url, settings=settings) as house:
        house.start("demo", *processes)
        sms, telegram = SmsPhones(f"{house.url('demo')}/twilio"), TelegramPhones(f"{house.url('demo')}/telegram")
        with closing(sms), closing(telegram):
            night = Night(house, sms, telegram)
            try:
                yield night
                night.assert_logs_tell_nothing()
            finally:
                night.close()
