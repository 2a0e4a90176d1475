"""What a webhook comes to, beside a message: a refusal, something to leave alone, a delivery report."""

from __future__ import annotations

from dataclasses import dataclass

from nightdoor.core.message import DeliveryStatus

LARGEST_WEBHOOK = 256 * 1024
"""Bytes of a webhook's body that we read: 10,000 emoji, percent-encoded, are 120 KB."""


class RefusedWebhook(Exception):
    """A request that is not answered with 2xx: ``status`` is HTTP's, ``reason`` one line for the body.

    The reason never repeats what was sent.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ignored:
    """Genuine, and nothing to do: answered with 2xx, or the provider would repeat it for ever."""

    reason: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of a message that a provider had accepted."""

    provider_id: str
    status: DeliveryStatus
    error_code: str | None = None


def refuse_too_large(body: bytes) -> None:
    """Raise RefusedWebhook (413) for a body that no provider sends."""
    if len(body) > LARGEST_WEBHOOK:
        raise RefusedWebhook(413, "the request is too large")
