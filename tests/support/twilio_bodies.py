"""Requests as Twilio makes them, signed with Twilio's own library."""

from collections.abc import Mapping
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "a-token-for-tests"
PUBLIC_URL = "https://door.example.gov.uk"
DOOR = "+441632960555"
PHONE = "+447700900123"
MESSAGE_SID = "SM" + "fedcba9876543210" * 2


def sms(**changed: str) -> dict[str, str]:
    """Return every field that Twilio sends with a text message from a British phone."""
    return {
        "ToCountry": "GB",
        "ToState": "",
        "SmsMessageSid": MESSAGE_SID,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": MESSAGE_SID,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": "my landlord changed the locks",
        "FromCountry": "GB",
        "To": DOOR,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": MESSAGE_SID,
        "AccountSid": ACCOUNT_SID,
        "From": PHONE,
        "ApiVersion": "2010-04-01",
    } | changed


def report(**changed: str) -> dict[str, str]:
    """Return every field of a status callback."""
    return {
        "SmsSid": MESSAGE_SID,
        "SmsStatus": "delivered",
        "MessageStatus": "delivered",
        "To": PHONE,
        "MessageSid": MESSAGE_SID,
        "AccountSid": ACCOUNT_SID,
        "From": DOOR,
        "ApiVersion": "2010-04-01",
    } | changed


def without(fields: Mapping[str, str], *names: str) -> dict[str, str]:
    """Return the fields less the named ones."""
    return {name: value for name, value in fields.items() if name not in names}


def signed(
    fields: Mapping[str, str], path: str, *, public_url: str = PUBLIC_URL, token: str = AUTH_TOKEN
) -> tuple[bytes, str]:
    """Return the body and the X-Twilio-Signature that belongs to it."""
    signature = RequestValidator(token).compute_signature(public_url + path, dict(fields))
    return urlencode(fields).encode(), str(signature)
