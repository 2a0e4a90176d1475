"""The chat's cookies: who is writing, what the page's forms are tied to, and that the page was closed.

The first two end with the browser, and no script sees them. ``SameSite=Strict`` keeps them at home; so a link from
another site arrives without them, and the start page must never replace the first one. The third says nothing about
anybody; the script sets it too, before it leaves, so that Back shows nothing however slow the line is.
"""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

VISITOR = "nightdoor"
PAGE = "nightdoor_page"
CLOSED = "nightdoor_closed"
"""There after *Exit this page*: whoever presses Back sees a page about nothing. ``exit.js`` knows this name."""
CLOSED_SECONDS = 60 * 60

_STRICT: Literal["strict"] = "strict"


def visitor_token(request: Request) -> str | None:
    """Return the token of whoever is writing."""
    return request.cookies.get(VISITOR) or None


def page_seed(request: Request) -> str | None:
    """Return the seed that the browser's form is tied to."""
    return request.cookies.get(PAGE) or None


def is_closed(request: Request) -> bool:
    """Whether this browser left by *Exit this page* and has not opened the page again."""
    return CLOSED in request.cookies


def give_visitor(response: Response, token: str, *, https: bool) -> None:
    """Let the browser be known again until it is closed."""
    response.set_cookie(VISITOR, token, httponly=True, samesite=_STRICT, secure=https)
    response.delete_cookie(CLOSED, samesite=_STRICT, secure=https)


def give_seed(response: Response, seed: str, *, https: bool) -> None:
    """Tie the forms to this browser."""
    response.set_cookie(PAGE, seed, httponly=True, samesite=_STRICT, secure=https)


def close(response: Response, *, https: bool) -> None:
    """Forget the visitor, and remember for a while only that the page was closed."""
    _forget(response, https=https)
    response.set_cookie(CLOSED, "1", CLOSED_SECONDS, samesite=_STRICT, secure=https)


def open_again(response: Response, seed: str, *, https: bool) -> None:
    """Begin anew, as nobody known."""
    _forget(response, https=https)
    response.delete_cookie(CLOSED, samesite=_STRICT, secure=https)
    give_seed(response, seed, https=https)


def _forget(response: Response, *, https: bool) -> None:
    for name in (VISITOR, PAGE):
        response.delete_cookie(name, httponly=True, samesite=_STRICT, secure=https)
