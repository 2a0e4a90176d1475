"""The headers every answer carries: nothing kept in a cache, nothing run that did not come from here."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DEMONSTRATION_PAGE = "http://127.0.0.1:8002"
"""The one page that may show the staff's side inside itself, and in the demonstration alone."""


class SecurityHeaders:
    """Plain ASGI, so that a stream of events passes through untouched."""

    def __init__(self, app: ASGIApp, *, demonstration: bool) -> None:
        self.app = app
        ancestors = DEMONSTRATION_PAGE if demonstration else "'none'"
        self.headers = {
            "content-security-policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                f"form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
            ),
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }
        if not demonstration:
            self.headers["x-frame-options"] = "DENY"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_static = scope["path"].startswith(("/static/", "/staff-static/"))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                headers["cache-control"] = "no-cache" if is_static else "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)
