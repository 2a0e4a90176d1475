"""What every answer of the web chat carries: nothing is kept, nothing is framed, nothing is said to other sites."""

from __future__ import annotations

from starlette.responses import Response

from bot.web.deps import DEMONSTRATION_PAGE

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)


def secure(response: Response, *, demonstration: bool) -> Response:
    """Add the headers to an answer and return it."""
    ancestors = DEMONSTRATION_PAGE if demonstration else "'none'"
    response.headers["Content-Security-Policy"] = _POLICY.format(ancestors=ancestors)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    response.headers.setdefault("Cache-Control", "no-store")
    if not demonstration:
        response.headers["X-Frame-Options"] = "DENY"
    return response
