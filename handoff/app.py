"""The staff's side, put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from handoff import cases, duty, live, queue, sign_in
from handoff.guard import Forbidden, NotSignedIn
from handoff.headers import SecurityHeaders
from handoff.paging_state import check_watch
from handoff.room import STATIC, Room, room_of
from nightdoor import wording
from nightdoor.core import clock as clocks
from nightdoor.health import health_routes
from nightdoor.pages import STATIC as HOUSE_STATIC
from nightdoor.settings import Settings
from nightdoor.store import Database, DatabaseDown, NoResultFound


def create_app(settings: Settings) -> FastAPI:
    """Return the staff's side as the settings say."""
    return put_together(
        Database(settings.database_url),
        demonstration=settings.demonstration,
        secure=settings.staff_url.startswith("https:"),
        pages_a_phone=bool(settings.duty_phone),
        farewell=wording.load(settings.data).line("stood_down"),
    )


def put_together(
    database: Database,
    *,
    demonstration: bool = False,
    secure: bool = False,
    pages_a_phone: bool = False,
    farewell: str = "",
    clock: Callable[[], datetime] = clocks.now,
) -> FastAPI:
    """Return the staff's side over a database.

    ``secure`` where staff reach it by https: then cookies travel by nothing else. ``pages_a_phone`` where a duty phone
    is texted too. ``farewell`` is the approved line for a resident whose duty worker has gone.
    """
    app = FastAPI(title="Nightdoor, staff", docs_url=None, redoc_url=None, openapi_url=None)
    room = Room(
        database,
        demonstration=demonstration,
        secure=secure,
        pages_a_phone=pages_a_phone,
        farewell=farewell,
        clock=clock,
    )
    app.state.room = room
    app.include_router(health_routes({"database": database.ping, "watch": partial(check_watch, room)}))
    for part in (sign_in, live, duty, queue, cases):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=HOUSE_STATIC))
    app.mount("/staff-static", StaticFiles(directory=STATIC))
    app.add_middleware(SecurityHeaders, demonstration=demonstration)
    for error, answer in _ANSWERS.items():
        app.add_exception_handler(error, answer)
    return app


def _ask_to_sign_in(request: Request, _error: Exception) -> Response:
    if request.url.path.endswith("/events"):
        return PlainTextResponse("sign in first", 401)
    to = f"?to={request.url.path}" if request.method == "GET" and request.url.path != "/" else ""
    return RedirectResponse(f"/sign-in{to}", 303)


def _problem(status: int, title: str, words: str) -> Callable[[Request, Exception], HTMLResponse]:
    def answer(request: Request, _error: Exception) -> HTMLResponse:
        return room_of(request).page("problem.html", status=status, title=title, words=words)

    return answer


_not_found = _problem(404, "Page not found", "There is nothing at this address.")


def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return _not_found(request, error) if status == 404 else PlainTextResponse("not possible", status)


_ANSWERS: dict[type[Exception], Callable[[Request, Exception], Response]] = {
    NotSignedIn: _ask_to_sign_in,
    Forbidden: _problem(403, "You cannot do this", "It is for others, or the page was too old. Go back and try again."),
    NoResultFound: _not_found,
    HTTPException: _http_problem,
    RequestValidationError: _problem(422, "That was not understood", "Go back and try again."),
    DatabaseDown: _problem(
        503,
        "The database cannot be reached",
        "What you did just now was not kept. Try again in a minute, and keep the duty phone near.",
    ),
}
