"""The requests that Twilio makes to us: signed, form-encoded, with all the fields that it sends."""

from __future__ import annotations

import httpx
from twilio.request_validator import RequestValidator

from demo.emulators.twilio_state import TwilioMessage, TwilioSettings, new_sid

WEBHOOK_TIMEOUT = 15.0
"""Twilio waits this long for an answer, then drops the message."""
MESSAGE_PATH = "/webhooks/twilio/sms"
NO_ANSWER = 0


class TwilioWebhooks:
    """Calls the gateway as Twilio would."""

    def __init__(self, settings: TwilioSettings) -> None:
        self._settings = settings
        self._validator = RequestValidator(settings.auth_token)
        self._client = httpx.AsyncClient(timeout=WEBHOOK_TIMEOUT, trust_env=False)

    async def message(self, message: TwilioMessage) -> int:
        """Hand an inbound message over; return the HTTP status, or NO_ANSWER."""
        url = self._settings.public_url.rstrip("/") + MESSAGE_PATH
        return await self._post(url, inbound_fields(message))

    async def report(self, message: TwilioMessage) -> int:
        """Report a message's status to the address that was given with it."""
        if not message.status_callback:
            return NO_ANSWER
        return await self._post(message.status_callback, report_fields(message))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, url: str, fields: dict[str, str]) -> int:
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(url, fields),
            "I-Twilio-Idempotency-Token": new_sid(""),
            "User-Agent": "TwilioProxy/1.1",
        }
        try:
            answer = await self._client.post(self._settings.reachable(url), data=fields, headers=headers)
        except httpx.HTTPError:
            return NO_ANSWER
        return answer.status_code


def inbound_fields(message: TwilioMessage) -> dict[str, str]:
    """Return the form of an inbound message."""
    media = {f"MediaUrl{n}": f"https://api.twilio.example/media/{n}" for n in range(message.num_media)}
    types = {f"MediaContentType{n}": "image/jpeg" for n in range(message.num_media)}
    return {
        "ToCountry": "GB",
        "ToState": "",
        "SmsMessageSid": message.sid,
        "NumMedia": str(message.num_media),
        "ToCity": "",
        "FromZip": "",
        "SmsSid": message.sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": message.body,
        "FromCountry": "GB",
        "To": message.to,
        "ToZip": "",
        "NumSegments": str(message.resource()["num_segments"]),
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.sender,
        "ApiVersion": "2010-04-01",
        **media,
        **types,
    }


def report_fields(message: TwilioMessage) -> dict[str, str]:
    """Return the form of a status callback."""
    fields = {
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "MessageStatus": message.status,
        "To": message.to,
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.sender,
        "ApiVersion": "2010-04-01",
    }
    if message.error_code is not None:
        fields["ErrorCode"] = str(message.error_code)
    return fields
