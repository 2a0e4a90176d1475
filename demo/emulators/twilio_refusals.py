"""What Twilio refuses, with its own codes and words."""

from __future__ import annotations

import base64
import hmac
import re

from starlette.responses import JSONResponse

from demo.emulators.twilio_state import TwilioSettings, TwilioState

LONGEST_BODY = 1600
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_LANDLINE = re.compile(r"\+441632960[0-9]{3}")
"""Ofcom's landlines for drama: no text reaches them."""


def refusal(status: int, code: int, message: str) -> JSONResponse:
    """Return an error in Twilio's shape."""
    body = {
        "code": code,
        "message": message,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    headers = {"Retry-After": "1"} if status == 429 else None
    return JSONResponse(body, status, headers)


def refuse_stranger(settings: TwilioSettings, authorization: str, account_sid: str) -> JSONResponse | None:
    """Return 20003 unless the request carries the account's id and token."""
    pair = base64.b64encode(f"{settings.account_sid}:{settings.auth_token}".encode()).decode()
    known = hmac.compare_digest(authorization.encode(), f"Basic {pair}".encode())
    if known and account_sid == settings.account_sid:
        return None
    return refusal(401, 20003, "Authenticate")


def refuse_message(settings: TwilioSettings, state: TwilioState, form: dict[str, str]) -> JSONResponse | None:
    """Return why Twilio would not take this message, or None."""
    to, body = form.get("To", ""), form.get("Body", "")
    if not to:
        return refusal(400, 21604, "A 'To' phone number is required.")
    if not body:
        return refusal(400, 21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        return refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if form.get("From") != settings.number:
        return refusal(400, 21606, "The From phone number is not a valid, SMS-capable Twilio number")
    if not _E164.fullmatch(to):
        return refusal(400, 21211, f"The 'To' number {to} is not a valid phone number.")
    if _LANDLINE.fullmatch(to):
        return refusal(400, 21614, f"'To' number is not a valid mobile number: {to}")
    if to in state.opted_out:
        return refusal(400, 21610, "Attempt to send to unsubscribed recipient")
    return None
