"""When the database is dark: a cry for help is still judged, answered with approved words, and paged, straight away."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from nightdoor.core.message import Channel, Inbound
from nightdoor.core.paging import page_words_in_the_dark
from nightdoor.core.sending import Sender, SendFailed
from nightdoor.core.triage import assess
from nightdoor.services.speak import parts_for
from nightdoor.wording import Wording

log = logging.getLogger(__name__)


class DarkAnswer:
    """Judges a message without the database; called by the inbox for each message that it has to spool."""

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
