"""Ways to act in a chat, and to have Telegram go wrong: for the tests and the demonstration's page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.emulators.faults import Fault
from demo.emulators.telegram_acts import KINDS, TelegramActs
from demo.emulators.telegram_state import TelegramState


class TelegramControl:
    """The routes under ``/control``."""

    def __init__(self, state: TelegramState, acts: TelegramActs) -> None:
        self._state = state
        self._acts = acts
        self.routes = [
            Route("/chats/{chat:int}", self.chat, methods=["GET"]),
            Route("/chats/{chat:int}/act", self.act, methods=["POST"]),
            Route("/state", self.show_state, methods=["GET"]),
            Route("/faults", self.fault, methods=["POST"]),
            Route("/reset", self.reset, methods=["POST"]),
        ]

    async def chat(self, request: Request) -> Response:
        """Show everything in a chat, oldest first."""
        return JSONResponse({"messages": self._state.chats.get(request.path_params["chat"], [])})

    async def act(self, request: Request) -> Response:
        """Do something in a chat: ``{"kind": "text", "text": …}``. Answers at once; the webhook follows."""
        wanted = await request.json()
        kind = wanted.get("kind", "text")
        if kind not in KINDS:
            return JSONResponse({"error": f"kind must be one of {sorted(KINDS)}"}, 400)
        text, message_id = str(wanted.get("text", "")), int(wanted.get("message_id", 0))
        return JSONResponse(self._acts.act(request.path_params["chat"], kind, text, message_id))

    async def show_state(self, _request: Request) -> Response:
        """Show what the bot has not taken yet, which buttons it answered, and where updates go."""
        state = self._state
        return JSONResponse(
            {
                "pending": len(state.pending),
                "answered_buttons": state.answered_buttons,
                "webhook": state.webhook.url,
            }
        )

    async def fault(self, request: Request) -> Response:
        """Have the next ``sendMessage`` calls go wrong: ``flood``, ``error``, ``hang``, ``slow``, …"""
        self._state.faults.add(Fault(**await request.json()))
        return JSONResponse({})

    async def reset(self, _request: Request) -> Response:
        """Forget everything."""
        self._state.reset()
        return JSONResponse({})
