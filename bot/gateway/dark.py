"""When the database is dark: a cry for help is still judged, answered with approved words, and paged, straight away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotDoneYet
from contextlib import suppress
from pathlib import Path

from nightdoor.core.message import Channel, Inbound
from nightdoor.core.paging import page_words_in_the_dark
from nightdoor.core.sending import Sender, SendFailed
from nightdoor.core.triage import assess
from nightdoor.services.speak import parts_for
from nightdoor.store.spool import Spool
from nightdoor.wording import Wording

log = logging.getLogger(__name__)

HANDS = 4
A_MOMENT_SECONDS = 2.0
"""How long the database, back again, waits for safety words that are just going out, so as not to say them twice."""


class DarkAnswer:
    """Judges a message without the database; called for each message that had to be spooled."""

    def __init__(self, wording: Wording, senders: Mapping[Channel, Sender], duty_phone: str) -> None:
        self._wording = wording
        self._senders = senders
        self._duty_phone = duty_phone

    def __call__(self, inbound: Inbound) -> bool:
        """Answer and page if the message pages; return whether the safety words went out."""
        judged = assess(inbound.text, [], self._wording.phrasebook)
        if not judged.pages:
            return False
        if self._duty_phone:
            self._send(Channel.SMS, self._duty_phone, page_words_in_the_dark())
        return self._send(inbound.channel, inbound.address, self._wording.first_reply(judged.kinds))

    def _send(self, channel: Channel, address: str, text: str) -> bool:
        sender = self._senders.get(channel)
        if sender is None:
            return False
        try:
            for part in parts_for(channel, text):
                sender.send(address, part)
        except SendFailed as failure:
            log.error("not sent in the dark: %s", failure)
            return False
        return True


class DarkRoom:
    """Judges what waits in the spool, apart from the thread that keeps messages: a provider may hang just then."""

    def __init__(self, spool: Spool, answer: Callable[[Inbound], bool]) -> None:
        """``answer`` judges a message without the database, and returns whether safety words went out."""
        self._spool = spool
        self._answer = answer
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="dark")
        self._judged: dict[Path, Future[None]] = {}

    def judge_what_waits(self) -> None:
        """See that each message in the spool is judged, those too that a gateway which died left there."""
        for path in self._spool.waiting():
            if path not in self._judged:
                self._judged[path] = self._hands.submit(self._judge, path)

    def wait_for(self, path: Path) -> None:
        """Return when a message is judged, or after a moment."""
        if path in self._judged:
            with suppress(NotDoneYet):
                self._judged[path].result(A_MOMENT_SECONDS)

    def forget(self, path: Path) -> None:
        """The message does not wait any more."""
        self._judged.pop(path, None)

    def close(self) -> None:
        """Finish what is going out."""
        self._hands.shutdown()

    def _judge(self, path: Path) -> None:
        try:
            inbound, answered = self._spool.read(path)
            if not answered and self._answer(inbound):
                self._spool.mark_answered(path)
        except FileNotFoundError:
            return  # the database is back and has it
        except Exception as error:  # noqa: BLE001 - one that cannot be judged must not keep the others from it
            log.error("not judged in the dark: %s", type(error).__name__)
