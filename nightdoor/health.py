"""Is a side alive, and is everything it needs there? Both sides answer the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from fastapi.responses import JSONResponse

Check = Callable[[], None]
"""Returns when all is well, and raises when it is not."""


def health_routes(checks: Mapping[str, Check]) -> APIRouter:
    """Return ``/healthz`` (alive) and ``/readyz`` (each dependency by name; 503 if one is missing)."""
    routes = APIRouter()

    @routes.get("/healthz")
    async def healthz() -> JSONResponse:
        return JSONResponse({"alive": True})

    @routes.get("/readyz")
    def readyz() -> JSONResponse:
        states = {name: _state(check) for name, check in checks.items()}
        ready = all(state == "ok" for state in states.values())
        return JSONResponse(states, 200 if ready else 503)

    return routes


def _state(check: Check) -> str:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is its name
        return type(error).__name__
    return "ok"
