"""The chat's two cookies: who is writing, and what the page's form is tied to. Nobody sees them but the browser and us.

Both end with the browser. ``SameSite=Strict`` keeps them at home; so a link from another site arrives without them,
and the start page must never replace the first one.
"""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

VISITOR = "nightdoor"
PAGE = "nightdoor_page"
CLOSED = "closed"
"""The page cookie after *Exit this page*: whoever presses Back sees a page about nothing."""
CLOSED_SECONDS = 60 * 60

_STRICT: Literal["strict"] = "strict"


def visitor_token(request: Request) -> str | None:
    """Return the token of whoever is writing."""
    return request.cookies.get(VISITOR) or None


def page_seed(request: Request) -> str | None:
    """Return the seed that the browser's form is tied to."""
    seed = request.cookies.get(PAGE)
    return seed if seed and seed != CLOSED else None


def is_closed(request: Request) -> bool:
    """Whether this browser left by *Exit this page* and has not opened the page again."""
    return request.cookies.get(PAGE) == CLOSED


def give_visitor(response: Response, token: str, *, https: bool) -> None:
    """Let the browser be known again until it is closed."""
    response.set_cookie(VISITOR, token, httponly=True, samesite=_STRICT, secure=https)


def give_seed(response: Response, seed: str, *, https: bool) -> None:
    """Tie the forms to this browser."""
    response.set_cookie(PAGE, seed, httponly=True, samesite=_STRICT, secure=https)


def close(response: Response, *, https: bool) -> None:
    """Forget the visitor, and remember only that the page was closed."""
    response.delete_cookie(VISITOR, httponly=True, samesite=_STRICT, secure=https)
    response.set_cookie(PAGE, CLOSED, CLOSED_SECONDS, httponly=True, samesite=_STRICT, secure=https)
