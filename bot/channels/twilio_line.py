"""The HTTP line to Twilio's API: one that may lead to another host, and keeps no record of what went over it.

Twilio's own client logs addresses and numbers, and holds the last request; ours does neither.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from requests import ConnectionError as LineBroken
from requests import ConnectTimeout, RequestException, Session
from twilio.http.response import Response
from urllib3.exceptions import MaxRetryError, NewConnectionError

from nightdoor.core.sending import FailureKind, SendFailed

TWILIO = "https://api.twilio.com"
TIMEOUT = 10.0
"""Seconds to connect, and again to wait for an answer. A lease on an outbox row must be longer than both."""

# At DEBUG it writes every address asked for, and Twilio's list is asked for by a resident's number.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class TwilioLine:
    """What twilio-python calls its ``http_client``."""

    is_async = False

    def __init__(self, api_base: str = "", timeout: float = TIMEOUT) -> None:
        """Take the scheme and host to talk to (Twilio's own unless given), and how many seconds to wait."""
        self._base = (api_base or TWILIO).rstrip("/")
        self._timeout = timeout
        self._session = Session()

    def request(
        self,
        method: str,
        url: str,
        params: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Make one request, never a second. Raises SendFailed for a broken line, 429 and 5xx."""
        try:
            answer = self._session.request(
                method,
                self._base + urlsplit(url).path,
                params=params,
                data=data,
                headers=headers,
                auth=auth,
                timeout=timeout or self._timeout,
                allow_redirects=allow_redirects,
            )
        except RequestException as error:
            raise _line_failed(error) from None
        _refuse_unavailable(answer.status_code, answer.headers.get("Retry-After"))
        return Response(answer.status_code, answer.text, answer.headers)


def _line_failed(error: RequestException) -> SendFailed:
    """Tell a line that never stood, where nothing can have been sent, from one that broke or fell silent."""
    reason = error.args[0] if error.args else None
    cause = reason.reason if isinstance(reason, MaxRetryError) else None
    never_stood = isinstance(error, ConnectTimeout) or isinstance(cause, NewConnectionError)
    code = "no_connection" if never_stood else "line_broken" if isinstance(error, LineBroken) else "no_answer"
    return SendFailed(FailureKind.TEMPORARY, code, maybe_sent=not never_stood)


def _refuse_unavailable(status: int, retry_after: str | None) -> None:
    if status == 429:
        wait = timedelta(seconds=int(retry_after)) if retry_after and retry_after.isdigit() else None
        raise SendFailed(FailureKind.THROTTLED, "20429", retry_after=wait)
    if status >= 500:
        raise SendFailed(FailureKind.TEMPORARY, f"http_{status}", maybe_sent=True)
