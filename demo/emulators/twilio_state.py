"""What the Twilio emulator remembers: messages both ways, who said STOP, what goes wrong next."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from demo.emulators.faults import Faults
from nightdoor.core.gsm import segments

STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"})
START_WORDS = frozenset({"start", "yes", "unstop"})
STOP_ANSWER = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
START_ANSWER = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe."
)


@dataclass(frozen=True, slots=True)
class TwilioSettings:
    """One account with one number, and the gateway that its webhooks go to.

    Requests are signed for ``public_url`` and sent to ``gateway_url``: two names of the same place.
    """

    account_sid: str
    auth_token: str
    number: str
    public_url: str
    gateway_url: str = ""
    pace: float = 0.3
    """Seconds between one status of a message and the next."""

    def reachable(self, url: str) -> str:
        """Return where a public address is really reached from here."""
        base = self.public_url.rstrip("/")
        return (self.gateway_url.rstrip("/") or base) + url.removeprefix(base) if url.startswith(base) else url


@dataclass(slots=True)
class TwilioMessage:
    """One message, either way."""

    account_sid: str
    to: str
    sender: str
    body: str
    direction: str
    status: str
    status_callback: str = ""
    num_media: int = 0
    error_code: int | None = None
    gateway: int | None = None
    """For a message from a phone: the HTTP status that the gateway took it with; 0 for no answer."""
    sid: str = field(default_factory=lambda: new_sid("SM"))
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    sent: datetime | None = None

    def resource(self) -> dict[str, object]:
        """Return the message as Twilio's API shows it."""
        uri = f"/2010-04-01/Accounts/{self.account_sid}/Messages/{self.sid}"
        return {
            "account_sid": self.account_sid,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": _rfc2822(self.created),
            "date_sent": _rfc2822(self.sent),
            "date_updated": _rfc2822(self.sent or self.created),
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": None,
            "from": self.sender,
            "messaging_service_sid": None,
            "num_media": str(self.num_media),
            "num_segments": str(segments(self.body)),
            "price": None,
            "price_unit": "GBP",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }

    def on_the_phone(self) -> dict[str, object]:
        """Return the message as the person holding the phone sees it."""
        return {
            "sid": self.sid,
            "from": self.sender,
            "to": self.to,
            "body": self.body,
            "mine": self.direction == "inbound",
            "status": self.status,
            "media": self.num_media,
            "gateway": self.gateway,
            "at": self.created.isoformat(),
        }


class TwilioState:
    """Everything since the last reset. Touched by one event loop only."""

    def __init__(self) -> None:
        self.messages: list[TwilioMessage] = []
        self.opted_out: set[str] = set()
        self.faults = Faults()
        self.fates: dict[str, tuple[str, int]] = {}
        """Number: the last status its next messages get, and the error code."""

    def reset(self) -> None:
        """Forget everything."""
        self.messages.clear()
        self.opted_out.clear()
        self.faults.clear()
        self.fates.clear()

    def find(self, sid: str) -> TwilioMessage | None:
        """Return a message by its MessageSid."""
        return next((message for message in self.messages if message.sid == sid), None)

    def with_phone(self, number: str) -> list[TwilioMessage]:
        """Return what a phone got and sent, oldest first."""
        return [message for message in self.messages if number in {message.to, message.sender}]


def new_sid(prefix: str) -> str:
    """Return an id of Twilio's shape."""
    return prefix + secrets.token_hex(16)


def _rfc2822(moment: datetime | None) -> str | None:
    return format_datetime(moment) if moment else None
