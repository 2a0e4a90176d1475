"""Handing a message to a provider: what every sender offers, and how it says that it could not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class FailureKind(StrEnum):
    """Why a provider did not take a message, and so whether to try again."""

    TEMPORARY = "temporary"
    """Try again with backoff: a time-out, a 5xx, a broken line."""
    THROTTLED = "throttled"
    """Try again after ``retry_after``: we sent too fast."""
    PERMANENT = "permanent"
    """Never try again: the number cannot be reached, the person blocked us."""
    OPTED_OUT = "opted_out"
    """Never try again: the resident told the provider to stop."""
    TECHNICAL = "technical"
    """Our own fault (a wrong token, a wrong sender): a human must mend the settings, then it may go."""


class SendFailed(Exception):
    """A message was not accepted, or nobody can tell. Carries no address and no words of the message.

    ``maybe_sent``: the provider may have taken it all the same; ask `Sender.was_already_sent` before a retry.
    """

    def __init__(
        self,
        kind: FailureKind,
        code: str,
        retry_after: timedelta | None = None,
        maybe_sent: bool = False,
    ) -> None:
        super().__init__(f"{kind}: {code}")
        self.kind = kind
        self.code = code
        self.retry_after = retry_after
        self.maybe_sent = maybe_sent

    @property
    def worth_retrying(self) -> bool:
        """Whether the same message may be accepted later without anybody's help."""
        return self.kind in {FailureKind.TEMPORARY, FailureKind.THROTTLED}


class Sender(Protocol):
    """One way out. Thread-safe and blocking; each call ends within some fifteen seconds."""

    remembers: bool
    """Whether the provider can be asked what it accepted."""

    def send(self, to: str, body: str) -> str:
        """Hand one message over and return the provider's id of it. Raises SendFailed."""
        ...

    def was_already_sent(self, to: str, body: str, since: datetime, known: Collection[str] = ()) -> str | None:
        """Return the id of an identical message accepted since then, except the ``known`` ones, or None.

        For the gap between the provider's acceptance and our commit. Raises SendFailed.
        """
        ...
