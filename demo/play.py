"""Play a night through the real services, as if it were happening: nothing is written past them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from demo.night import Line, at_clock
from nightdoor.core.engine import EngineReply, Offered, Outcome
from nightdoor.core.message import Channel, DeliveryStatus, Inbound
from nightdoor.core.story import Story
from nightdoor.services import duty
from nightdoor.services.converse import take_turn
from nightdoor.services.deliver import deliver_one, note_receipt
from nightdoor.services.escalate import Pager, run_due_step
from nightdoor.services.receive import Door, receive
from nightdoor.services.signpost import find_services
from nightdoor.store import Database, Tx, alerts, contacts

WORDS = Path(__file__).parents[1] / "bot/domain/words.yml"
A_MOMENT = timedelta(seconds=2)


class PlayedEngine:
    """An engine that has read the script: it hears in one line what the file says, and looks services up for real."""

    def __init__(self, database: Database, words: Mapping[str, str], line: Line) -> None:
        self._database, self._words, self._line = database, words, line

    def take_turn(
        self,
        *,
        engine_key: str,
        text: str,
        story: Story,
        asked: str | None,
        channel: Channel,
        offered: tuple[str, ...],
    ) -> EngineReply:
        """Return what the script says, and the services that were open at that time of the night."""
        more = self._line.more
        told = "\n".join(filter(None, (story.what_happened, text))) if more.get("tells") else story.what_happened
        heard = Story.from_dict({**story.as_dict(), "what_happened": told, **more.get("knows", {})})
        texts, services = self._offers(heard, offered) if more.get("offers") else ([], [])
        said = [*texts, *(self._words[key] for key in more["door"])]
        outcome = Outcome(more.get("outcome", "asking"))
        return EngineReply(tuple(said), heard, more.get("asks"), outcome, offered=tuple(services))

    def _offers(self, story: Story, before: Collection[str]) -> tuple[list[str], list[Offered]]:
        with self._database.look() as tx:
            found = find_services(tx, needs=story.needs, place=story.place, now=self._line.at, exclude=before)
        texts = [self._words["services"], *(offer.sms_text() for offer in found)]
        return texts, [Offered(offer.id, offer.name) for offer in found]


class Delivered:
    """A provider that takes everything and sends nothing: last night's words reached whom they were for."""

    remembers = False

    def __init__(self) -> None:
        self.ids: list[str] = []

    def send(self, to: str, body: str) -> str:
        """Take a message."""
        self.ids.append(uuid4().hex)
        return self.ids[-1]

    def was_already_sent(self, to: str, body: str, since: datetime, known: Collection[str] = ()) -> str | None:
        """It keeps no list."""
        return None


class Night:
    """One night being played: the door, the duty worker, and the phones at the other end."""

    def __init__(self, database: Database, door: Door, pager: Pager, duty_worker: int, night: date) -> None:
        self._database, self._door, self._pager, self._night = database, door, pager, night
        self._duty_worker = duty_worker
        numbers = {key: line.words for key, line in door.wording.helplines.items()}
        said = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["responses"]
        self._words = {k.removeprefix("utter_"): v[0]["text"].format_map(numbers) for k, v in said.items()}

    def play(self, line: Line) -> None:
        """Let one line happen, and everything that follows from it at once."""
        if line.resident:
            self._hear(line)
        else:
            self._act(line)
        while run_due_step(self._database, self._door, self._pager, line.at + A_MOMENT):
            pass
        self._deliver(line.at + A_MOMENT)

    def _hear(self, line: Line) -> None:
        inbound = Inbound(line.channel, line.address, uuid4().hex, line.resident, line.at)
        with self._database.transaction() as tx:
            receive(tx, self._door, inbound, line.at)
        engine = PlayedEngine(self._database, self._words, line)
        while take_turn(self._database, engine, self._door, line.at + A_MOMENT):
            pass

    def _act(self, line: Line) -> None:
        with self._database.transaction() as tx:
            alert_id = self._alert(tx, line)
            if line.duty == "takes":
                duty.acknowledge(tx, alert_id, self._duty_worker, line.at)
            elif line.duty == "writes":
                duty.write(tx, alert_id, self._duty_worker, line.more["words"], line.at)
            else:
                farewell = self._door.wording.line("stood_down")
                duty.stand_down(tx, alert_id, self._duty_worker, self._ending(line.more), farewell, line.at)

    def _ending(self, more: Mapping[str, Any]) -> duty.Ending:
        due_at = at_clock(self._night, more["due"]) if "due" in more else None
        return duty.Ending(more["outcome"], more["agreed"], more.get("promised", ""), due_at)

    def _alert(self, tx: Tx, line: Line) -> int:
        alert = alerts.open_alert(tx, conversation_of(tx, line.channel, line.address, line.at))
        assert alert is not None, "a duty worker's line stands where no alert is open"
        return alert.id

    def _deliver(self, at: datetime) -> None:
        senders = {channel: Delivered() for channel in (Channel.SMS, Channel.TELEGRAM)}
        while deliver_one(self._database, senders, at):
            pass
        with self._database.transaction() as tx:
            for provider_id in senders[Channel.SMS].ids:
                note_receipt(tx, Channel.SMS, provider_id, DeliveryStatus.DELIVERED, None, at)


def conversation_of(tx: Tx, channel: Channel, address: str, at: datetime) -> int:
    """Return the id of a contact's conversation of this night."""
    conversation = contacts.last_conversation(tx, contacts.find_or_add_contact(tx, channel, address, at).id)
    assert conversation is not None, "nobody wrote from there"
    return conversation.id
