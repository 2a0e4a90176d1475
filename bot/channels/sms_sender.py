"""Sends text messages through Twilio, and asks Twilio what it already took."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from bot.channels.sms import STATUS_PATH
from bot.channels.twilio_line import TIMEOUT, TwilioLine
from nightdoor.core.sending import FailureKind, SendFailed

MOST_LOOKED_AT = 100
"""Messages to one number that we look through for one already sent, newest first."""

UNREADABLE = (TwilioException, ValueError, TypeError, KeyError, AttributeError)
"""A refusal, or an answer that twilio-python cannot make sense of: some proxy's page, half an answer."""

_FAILURES = {
    21610: FailureKind.OPTED_OUT,
    21211: FailureKind.PERMANENT,
    21214: FailureKind.PERMANENT,
    21217: FailureKind.PERMANENT,
    21612: FailureKind.PERMANENT,
    21614: FailureKind.PERMANENT,
    30004: FailureKind.PERMANENT,
    30005: FailureKind.PERMANENT,
    30006: FailureKind.PERMANENT,
}
"""Twilio's codes that speak of the resident's number. Every other refusal speaks of our account or request."""


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """How to reach Twilio. ``api_base`` is another host than Twilio's own, for tests."""

    account_sid: str
    auth_token: str = field(repr=False)
    sender: str
    public_url: str
    api_base: str = ""

    @property
    def status_callback(self) -> str:
        """Return the address that Twilio reports delivery to."""
        return self.public_url.rstrip("/") + STATUS_PATH


class SmsSender:
    """A `nightdoor.core.sending.Sender`."""

    remembers = True

    def __init__(self, account: TwilioAccount, timeout: float = TIMEOUT) -> None:
        """Take the account and how many seconds to wait for an answer."""
        line = TwilioLine(account.api_base, timeout)
        self._account = account
        self._client = Client(account.account_sid, account.auth_token, http_client=line)

    def send(self, to: str, body: str) -> str:
        """Hand one message over and return its MessageSid. Raises SendFailed."""
        try:
            message = self._client.messages.create(
                to=to, from_=self._account.sender, body=body, status_callback=self._account.status_callback
            )
        except UNREADABLE as error:
            raise _failure(error) from None
        if not message.sid:
            raise SendFailed(FailureKind.TEMPORARY, "no_answer", maybe_sent=True)
        return str(message.sid)

    def was_already_sent(self, to: str, body: str, since: datetime, known: Collection[str] = ()) -> str | None:
        """Return the MessageSid of the same words that Twilio took for this number since then, or None.

        ``since`` is when the first attempt began. ``known`` are those that belong to other messages of ours.
        """
        # Twilio counts whole seconds; its filter by date looks at when a message was sent on, not taken.
        earliest = since.replace(microsecond=0)
        try:
            recent = self._client.messages.list(to=to, limit=MOST_LOOKED_AT)
        except UNREADABLE as error:
            raise _failure(error) from None
        for message in recent:
            taken = message.direction != "inbound" and message.status not in {"failed", "canceled"}
            if taken and message.body == body and message.sid not in known and message.date_created >= earliest:
                return str(message.sid)
        return None


def _failure(error: Exception) -> SendFailed:
    """Return what Twilio's refusal means. Its message may hold the number, so only its code is kept."""
    code = getattr(error, "code", None)
    if code is None:
        return SendFailed(FailureKind.TEMPORARY, "no_answer", maybe_sent=True)
    return SendFailed(_FAILURES.get(code, FailureKind.TECHNICAL), str(code))
