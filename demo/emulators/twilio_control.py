"""Ways to act as a phone, and to have Twilio go wrong: for the tests and the demonstration's page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.emulators.faults import Fault
from demo.emulators.twilio_state import (
    START_ANSWER,
    START_WORDS,
    STOP_ANSWER,
    STOP_WORDS,
    TwilioMessage,
    TwilioSettings,
    TwilioState,
)
from demo.emulators.twilio_webhooks import TwilioWebhooks


class TwilioControl:
    """The routes under ``/control``."""

    def __init__(self, settings: TwilioSettings, state: TwilioState, webhooks: TwilioWebhooks) -> None:
        self._settings = settings
        self._state = state
        self._webhooks = webhooks
        self.routes = [
            Route("/phones/{number}", self.phone, methods=["GET"]),
            Route("/phones/{number}/send", self.send, methods=["POST"]),
            Route("/phones/{number}/fate", self.fate, methods=["POST"]),
            Route("/messages/{sid}/repeat", self.repeat, methods=["POST"]),
            Route("/faults", self.fault, methods=["POST"]),
            Route("/reset", self.reset, methods=["POST"]),
        ]

    async def phone(self, request: Request) -> Response:
        """Show what a phone got and sent, oldest first."""
        shown = self._state.with_phone(request.path_params["number"])
        return JSONResponse({"messages": [message.on_the_phone() for message in shown]})

    async def send(self, request: Request) -> Response:
        """Send a text from a phone: ``{"body": …, "media": 0}``. Answers with its sid and the gateway's status."""
        wanted = await request.json()
        number = request.path_params["number"]
        message = TwilioMessage(
            account_sid=self._settings.account_sid,
            to=self._settings.number,
            sender=number,
            body=str(wanted.get("body", "")),
            direction="inbound",
            status="received",
            num_media=int(wanted.get("media", 0)),
        )
        self._state.messages.append(message)
        self._mind_keywords(number, message.body)
        message.gateway = await self._webhooks.message(message)
        return JSONResponse({"sid": message.sid, "gateway": message.gateway})

    async def repeat(self, request: Request) -> Response:
        """Hand the same inbound message over once more, under the same MessageSid."""
        message = self._state.find(request.path_params["sid"])
        if message is None or message.direction != "inbound":
            return JSONResponse({"error": "no such message from a phone"}, 404)
        return JSONResponse({"sid": message.sid, "gateway": await self._webhooks.message(message)})

    async def fate(self, request: Request) -> Response:
        """Have a phone's messages end in another status: ``{"status": "undelivered", "error_code": 30003}``."""
        wanted = await request.json()
        number = request.path_params["number"]
        self._state.fates[number] = (str(wanted["status"]), int(wanted.get("error_code", 0)))
        return JSONResponse({})

    async def fault(self, request: Request) -> Response:
        """Have the next requests go wrong: ``{"kind": "error|hang|slow|accept_then_hang", "count": 1, …}``."""
        self._state.faults.add(Fault(**await request.json()))
        return JSONResponse({})

    async def reset(self, _request: Request) -> Response:
        """Forget everything."""
        self._state.reset()
        return JSONResponse({})

    def _mind_keywords(self, number: str, body: str) -> None:
        """Block and unblock a phone as Twilio does by itself, with its own answer."""
        word = body.strip().casefold()
        if word in STOP_WORDS:
            self._state.opted_out.add(number)
            self._answer(number, STOP_ANSWER)
        elif word in START_WORDS and number in self._state.opted_out:
            self._state.opted_out.discard(number)
            self._answer(number, START_ANSWER)

    def _answer(self, number: str, words: str) -> None:
        answer = TwilioMessage(
            account_sid=self._settings.account_sid,
            to=number,
            sender=self._settings.number,
            body=words,
            direction="outbound-reply",
            status="delivered",
        )
        self._state.messages.append(answer)
