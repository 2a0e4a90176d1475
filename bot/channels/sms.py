"""Text messages that reach us through Twilio: webhook forms in, messages and delivery reports out."""

from __future__ import annotations

import re
from datetime import datetime

from bot.channels.keywords import kind_of_words
from bot.channels.parsed import DeliveryReport, Ignored, RefusedWebhook
from bot.channels.sms_signature import Form, SignedForms
from nightdoor.core.message import Channel, DeliveryStatus, Inbound, MessageKind, clean_text
from nightdoor.core.phone import is_e164

MESSAGE_PATH = "/webhooks/twilio/sms"
STATUS_PATH = "/webhooks/twilio/status"

_SID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")
_CODE = re.compile(r"[0-9]{1,6}")

_STATUSES = {
    "accepted": DeliveryStatus.ACCEPTED,
    "scheduled": DeliveryStatus.ACCEPTED,
    "queued": DeliveryStatus.ACCEPTED,
    "sending": DeliveryStatus.ACCEPTED,
    "sent": DeliveryStatus.ACCEPTED,
    "partially_delivered": DeliveryStatus.ACCEPTED,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.DELIVERED,
    "canceled": DeliveryStatus.CANCELLED,
    "undelivered": DeliveryStatus.PERMANENT_FAILURE,
    "failed": DeliveryStatus.TECHNICAL_FAILURE,
}

_FAILURES = {
    "21610": DeliveryStatus.OPTED_OUT,
    "30003": DeliveryStatus.TEMPORARY_FAILURE,
    "30008": DeliveryStatus.TEMPORARY_FAILURE,
    "30004": DeliveryStatus.PERMANENT_FAILURE,
    "30005": DeliveryStatus.PERMANENT_FAILURE,
    "30006": DeliveryStatus.PERMANENT_FAILURE,
    "30007": DeliveryStatus.TECHNICAL_FAILURE,
}
"""Phone switched off, unknown; blocked, no such number, landline; stopped by a network's filter."""


class SmsWebhooks:
    """Both webhooks of one Twilio account."""

    def __init__(self, account_sid: str, auth_token: str, public_url: str) -> None:
        """``public_url`` is the address that Twilio calls us by, without a path of ours."""
        base = public_url.rstrip("/")
        self._account_sid = account_sid
        self._messages = SignedForms(auth_token, base + MESSAGE_PATH)
        self._reports = SignedForms(auth_token, base + STATUS_PATH)

    def read_message(self, body: bytes, signature: str | None, received_at: datetime) -> Inbound | Ignored:
        """Return the message in a webhook's raw body, or why there is none for us. Raises RefusedWebhook."""
        form = self._messages.read(body, signature)
        provider_id = self._sid(form)
        address = form.first("From").strip()
        if not address:
            raise RefusedWebhook(400, "From is missing")
        if not is_e164(address):
            # A short code, a firm's name, another Twilio channel: a machine, and nobody we could answer.
            return Ignored("the sender is not a telephone number")
        text = clean_text(form.first("Body"))
        return Inbound(
            channel=Channel.SMS,
            address=address,
            provider_id=provider_id,
            text=text,
            kind=_kind(form, text),
            received_at=received_at,
        )

    def read_report(self, body: bytes, signature: str | None) -> DeliveryReport:
        """Return the delivery report in a status callback's raw body. Raises RefusedWebhook."""
        form = self._reports.read(body, signature)
        provider_id = self._sid(form)
        status = _STATUSES.get(form.first("MessageStatus"))
        if status is None:
            raise RefusedWebhook(400, "MessageStatus is missing or unknown")
        code = form.first("ErrorCode")
        known = code if _CODE.fullmatch(code) else None
        if status in {DeliveryStatus.PERMANENT_FAILURE, DeliveryStatus.TECHNICAL_FAILURE}:
            status = _FAILURES.get(code, status)
        return DeliveryReport(provider_id, status, known)

    def _sid(self, form: Form) -> str:
        if form.first("AccountSid") != self._account_sid:
            raise RefusedWebhook(403, "AccountSid is not ours")
        sid = form.first("MessageSid")
        if not _SID.fullmatch(sid):
            raise RefusedWebhook(400, "MessageSid is missing or malformed")
        return sid


def _kind(form: Form, text: str) -> MessageKind:
    """Media first: words beside a picture are read, and the picture is answered."""
    if form.first("NumMedia") not in {"", "0"}:
        return MessageKind.MEDIA
    if form.first("OptOutType") == "STOP":
        return MessageKind.OPT_OUT
    return kind_of_words(text)
