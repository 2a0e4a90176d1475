"""A gateway that only listens: it keeps each webhook, and answers with what it is told to."""

from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route


@dataclass
class Inbox:
    """What came, and what to answer next: each status once, then 200."""

    came: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    answer: dict[str, object] = field(default_factory=dict)

    async def _take(self, request: Request) -> Response:
        self.came.append((request.url.path, await request.body(), dict(request.headers)))
        return JSONResponse(self.answer, self.statuses.pop(0) if self.statuses else 200)

    async def _show(self, _request: Request) -> Response:
        return HTMLResponse("<!DOCTYPE html><html lang=en><title>A side</title><h1>A side of the house</h1>")

    def app(self) -> Starlette:
        """Return the application to serve; whoever looks sees a page of two words, and is not kept."""
        path = "/{path:path}"
        return Starlette(routes=[Route(path, self._take, methods=["POST"]), Route(path, self._show, methods=["GET"])])

    def at(self, path: str) -> list[tuple[bytes, dict[str, str]]]:
        """Return the bodies and headers that came to a path."""
        return [(body, headers) for where, body, headers in self.came if where == path]
