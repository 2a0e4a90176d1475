"""The pages of the web chat, each as an answer ready to go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.web import cookies
from bot.web.deps import EXIT_TO, WebDeps
from bot.web.forms import Refused
from bot.web.thread import Said, Thread, dialable
from nightdoor.core.clock import now
from nightdoor.pages import environment
from nightdoor.services.visit import Visitor

HERE = Path(__file__).parent
_pages = environment(HERE / "templates")
_pages.filters["dialable"] = dialable


@dataclass(frozen=True)
class Draft:
    """What stands in the box when a page comes, and what is said above it."""

    text: str = ""
    error: str = ""
    status: int = 200

    @classmethod
    def of(cls, refused: Refused) -> Draft:
        """Return what could not be taken, to be mended."""
        return cls(refused.text, refused.words, refused.status)


NOTHING = Draft()


def start_page(deps: WebDeps, request: Request, draft: Draft = NOTHING, *, known: bool = False) -> HTMLResponse:
    """Return the first page: a box to write in, at once."""
    return _with_form(deps, request, "start.html", draft, known=known)


def chat_page(
    deps: WebDeps, request: Request, thread: Thread, visitor: Visitor, draft: Draft = NOTHING
) -> HTMLResponse:
    """Return the conversation, with the box beneath it."""
    return _with_form(deps, request, "chat.html", draft, thread=thread, visitor=visitor)


def back_page(deps: WebDeps, request: Request, draft: Draft = NOTHING) -> HTMLResponse:
    """Return the page that asks for the three words."""
    return _with_form(deps, request, "back.html", draft)


def down_page(deps: WebDeps, request: Request, draft: Draft = NOTHING) -> HTMLResponse:
    """Return the page for when the thread cannot be read: one can still write, and what is kept is said to be kept."""
    response = _with_form(deps, request, "down.html", draft)
    response.status_code = 503
    return response


def closed_page() -> HTMLResponse:
    """Return a page about nothing."""
    return HTMLResponse(_pages.get_template("closed.html").render(exit_to=EXIT_TO))


def line_html(said: Said) -> str:
    """Return one line of the thread, as the page has it."""
    return _pages.get_template("_line.html").render(said=said)


def standing_html(thread: Thread) -> str:
    """Return who is speaking now, as the page says it."""
    return _pages.get_template("_standing.html").render(thread=thread)


def _with_form(deps: WebDeps, request: Request, name: str, draft: Draft, **facts: Any) -> HTMLResponse:
    """Render a page whose forms are tied to the browser by its seed; give it one where it has none."""
    seed = cookies.page_seed(request)
    tied = seed or deps.seal.fresh_seed(now())
    facts |= {"csrf": deps.seal.csrf(tied), "fresh_id": lambda: str(uuid4()), "exit_to": EXIT_TO}
    page = _pages.get_template(name).render(facts, text=draft.text, error=draft.error)
    response = HTMLResponse(page, draft.status)
    if seed is None:
        cookies.give_seed(response, tied, https=deps.is_https)
    return response
