"""Was this request really sent by Twilio? HMAC over the public address and the form's fields."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator, add_port, remove_port

from bot.channels.parsed import RefusedWebhook, refuse_too_large

MOST_FIELDS = 200


class Form(dict[str, list[str]]):
    """A form's fields; ``getall`` is what Twilio's validator asks for."""

    def getall(self, name: str) -> list[str]:
        """Return every value of a field."""
        return self[name]

    def first(self, name: str) -> str:
        """Return a field's value, or "" if it was not sent."""
        return self.get(name, [""])[0]


class SignedForms:
    """Reads the forms of one webhook address. Made once; each read costs well under a millisecond."""

    def __init__(self, auth_token: str, url: str) -> None:
        """Take the account's token and the address as Twilio knows it: scheme, public host, path."""
        self._validator = RequestValidator(auth_token)
        address = urlsplit(url)
        # Twilio signs now with the port, now without it: its own validator tries both.
        self._urls = (remove_port(address), add_port(address))

    def read(self, body: bytes, signature: str | None) -> Form:
        """Return the fields. Raises RefusedWebhook: 413 too large, 400 no form, 403 not from Twilio."""
        refuse_too_large(body)
        if not signature:
            raise RefusedWebhook(403, "X-Twilio-Signature is missing")
        form = parse_form(body)
        if not self._is_signed(form, signature):
            raise RefusedWebhook(403, "X-Twilio-Signature does not match")
        return form

    def _is_signed(self, form: Form, signature: str) -> bool:
        given = signature.encode("utf-8", "replace")
        return any(
            hmac.compare_digest(self._validator.compute_signature(url, form).encode(), given) for url in self._urls
        )


def parse_form(body: bytes) -> Form:
    """Return the fields of a form body. Raises RefusedWebhook (400) if it is not one, or not UTF-8."""
    form = Form()
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise RefusedWebhook(400, "the body is not a form in UTF-8") from None
    for name, value in fields:
        form.setdefault(name, []).append(value)
    return form
