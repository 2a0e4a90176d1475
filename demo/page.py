"""The demonstration's one page and the emulators behind it, as one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from demo.emulators.telegram import TelegramEmulator
from demo.emulators.telegram_state import TelegramSettings
from demo.emulators.twilio import TwilioEmulator
from demo.emulators.twilio_state import TwilioSettings
from demo.script import DUTY, NIGHT, SMS, SUGGESTIONS, TELEGRAM
from demo.sign_ins import SIGN_INS
from nightdoor.settings import Settings

HERE = Path(__file__).parent
FIRST_PHONE = "+447700900123"
FIRST_CHAT = 5_550_101
TELEGRAM_PATH = "/webhooks/telegram"


def twilio_of(settings: Settings) -> TwilioEmulator:
    """Return Twilio with the account that the product is set up for."""
    return TwilioEmulator(
        TwilioSettings(
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token.get_secret_value(),
            number=settings.twilio_from,
            public_url=settings.public_url,
        )
    )


def telegram_of(settings: Settings) -> TelegramEmulator:
    """Return Telegram with the product's bot, its webhook already set."""
    return TelegramEmulator(
        TelegramSettings(
            token=settings.telegram_bot_token.get_secret_value(),
            public_url=settings.public_url,
            webhook=settings.public_url.rstrip("/") + TELEGRAM_PATH,
            secret_token=settings.telegram_secret_token.get_secret_value(),
        )
    )


class Demonstration:
    """The page, the health check, and whether both sides of the house are open yet."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._twilio = twilio_of(settings)
        self._telegram = telegram_of(settings)
        self._client = httpx.AsyncClient(timeout=2, trust_env=False)
        self._template = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True).get_template(
            "page.html"
        )

    def app(self) -> Starlette:
        """Return the application to serve, on this machine only."""
        routes = [
            Route("/", self.page),
            Route("/healthz", self.healthz),
            Route("/doors", self.doors),
            Mount("/twilio", self._twilio.app),
            Mount("/telegram", self._telegram.app),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ]
        # Another page in the same browser must not be able to reach the phones by a name of its own.
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
        return Starlette(routes=routes, lifespan=self._lifespan, middleware=[hosts])

    async def page(self, _request: Request) -> Response:
        """Show the phones beside both sides of the house."""
        sides = f"{self._settings.public_url} {self._settings.staff_url}"
        policy = f"default-src 'self'; frame-src {sides}; base-uri 'none'; frame-ancestors 'none'"
        words = self._template.render(
            settings=self._settings,
            first_phone=FIRST_PHONE,
            first_chat=FIRST_CHAT,
            night=NIGHT,
            suggestions=SUGGESTIONS,
            sign_ins=SIGN_INS,
            sms=SMS,
            telegram=TELEGRAM,
            duty=DUTY,
        )
        return HTMLResponse(words, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def healthz(self, _request: Request) -> Response:
        """Say that this process is alive."""
        return PlainTextResponse("ok")

    async def doors(self, _request: Request) -> Response:
        """Say which sides of the house answer."""
        sides = {"public": self._settings.public_url, "staff": self._settings.staff_url}
        return JSONResponse({side: await self._is_open(url) for side, url in sides.items()})

    async def _is_open(self, url: str) -> bool:
        try:
            return (await self._client.get(url.rstrip("/") + "/healthz")).is_success
        except httpx.HTTPError:
            return False

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self._telegram.start()
        yield
        await self._telegram.close()
        await self._twilio.close()
        await self._client.aclose()
