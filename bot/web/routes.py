"""The web chat's ways in: its pages, which need no script, and the few addresses that the script uses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse
from fastapi.routing import APIRoute

from bot.web import cookies, pages, taking, visitors
from bot.web.deps import EXIT_TO, Accept, WebDeps
from bot.web.events import stream
from bot.web.forms import Refused
from bot.web.headers import secure
from bot.web.pages import Draft
from bot.web.waiting import wait_for_reply
from nightdoor.core.clock import now
from nightdoor.services.visit import leave
from nightdoor.store import Database, DatabaseDown

STATIC = {file.name: file for file in (Path(__file__).parent / "static").iterdir()}
SEE_OTHER = 303


def web_router(
    *, database: Database, accept: Accept, public_url: str, secret_key: str, demonstration: bool = False
) -> APIRouter:
    """Return the routes of the web chat. Beside them the process serves ``nightdoor.pages.STATIC`` at ``/static``.

    ``public_url``: the address that residents see. ``secret_key``: at least 16 characters, the same in every process.
    ``demonstration``: let the demonstration's page frame the chat. Raises ValueError for a secret that is too short.
    """
    deps = WebDeps(database, accept, secret_key.encode(), public_url, demonstration)

    class KindRoute(APIRoute):
        """Every answer carries the security headers; with the database down it is a kind page."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def kind(request: Request) -> Response:
                return secure(await _with_database_down(deps, request, handle), demonstration=deps.demonstration)

            return kind

    router = APIRouter(route_class=KindRoute, include_in_schema=False)
    _add_pages(router, deps)
    _add_coming_back(router, deps)
    _add_leaving(router, deps)
    _add_script_ways(router, deps)
    return router


async def _with_database_down(
    deps: WebDeps, request: Request, handle: Callable[[Request], Awaitable[Response]]
) -> Response:
    try:
        return await handle(request)
    except DatabaseDown:
        return pages.down_page(deps, request)


def _add_pages(router: APIRouter, deps: WebDeps) -> None:
    @router.get("/")
    async def start(request: Request) -> Response:
        if cookies.is_closed(request):
            return pages.closed_page()
        return pages.start_page(deps, request, known=await visitors.known_visitor(deps, request) is not None)

    @router.get("/chat")
    async def chat(request: Request) -> Response:
        if cookies.is_closed(request):
            return pages.closed_page()
        visitor = await visitors.known_visitor(deps, request)
        if visitor is None:
            return RedirectResponse("/", SEE_OTHER)
        thread = await wait_for_reply(deps, visitor)
        return pages.chat_page(deps, request, thread, visitor)

    @router.post("/chat")
    async def write(request: Request) -> Response:
        try:
            return await taking.take_form(deps, request)
        except Refused as refused:
            return await taking.say_refused(deps, request, refused)


def _add_coming_back(router: APIRouter, deps: WebDeps) -> None:
    @router.get("/back")
    async def back(request: Request) -> Response:
        return pages.closed_page() if cookies.is_closed(request) else pages.back_page(deps, request)

    @router.post("/back")
    async def find_back(request: Request) -> Response:
        try:
            return await taking.take_words(deps, request)
        except Refused as refused:
            return pages.back_page(deps, request, Draft.of(refused))


def _add_leaving(router: APIRouter, deps: WebDeps) -> None:
    @router.api_route("/exit", methods=["GET", "POST"])
    async def exit_this_page(request: Request) -> Response:
        response = RedirectResponse(EXIT_TO, SEE_OTHER) if request.method == "GET" else Response(status_code=204)
        cookies.close(response, https=deps.is_https)
        await _close_way_in(deps, request)
        return response

    @router.get("/open")
    async def open_again(request: Request) -> Response:
        response = RedirectResponse("/", SEE_OTHER)
        cookies.open_again(response, deps.seal.fresh_seed(now()), https=deps.is_https)
        return response


def _add_script_ways(router: APIRouter, deps: WebDeps) -> None:
    @router.post("/chat/messages")
    async def message(request: Request) -> Response:
        try:
            return await taking.take_json(deps, request)
        except Refused as refused:
            return JSONResponse({"error": refused.code, "message": refused.words}, refused.status)

    @router.get("/chat/events")
    async def events(request: Request) -> Response:
        visitor = await visitors.known_visitor(deps, request)
        if visitor is None:
            return JSONResponse({"error": "nobody_known"}, 401)
        last = request.headers.get("last-event-id", "")
        return stream(deps, visitor, int(last) if last.isascii() and last.isdigit() and len(last) < 16 else 0)

    @router.get("/chat/static/{name}")
    async def static(name: str) -> Response:
        if name not in STATIC:
            return Response(status_code=404)
        return FileResponse(STATIC[name], headers={"Cache-Control": "public, max-age=600"})


async def _close_way_in(deps: WebDeps, request: Request) -> None:
    """The browser forgets the cookie in any case; while the database is down it is only not yet closed on our side."""
    token = cookies.visitor_token(request)
    if token is not None:
        try:
            await deps.write(lambda tx: leave(tx, deps.seal, token, now()))
        except DatabaseDown:
            return
