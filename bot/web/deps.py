"""What the web chat is put together from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool

from bot.web.limits import Limits
from bot.web.news import News
from nightdoor.core.message import Inbound
from nightdoor.services.visit_seal import Seal
from nightdoor.store import Database, Tx

Kept = TypeVar("Kept")
Accept = Callable[[Inbound], Awaitable[None]]
"""Take a message; return when it is durably kept, in the database or on disk. Raises RuntimeError if it is not."""
EXIT_TO = "https://www.bbc.co.uk/weather"
"""Where *Exit this page* leads: a page that anybody may have open at any hour."""
DEMONSTRATION_PAGE = "http://127.0.0.1:8002"


@dataclass(frozen=True)
class WebDeps:
    """The parts, made once a process.

    ``secret``: at least 16 bytes. ``public_url``: the address that residents see. ``demonstration``: let the
    demonstration's page frame the chat.
    """

    database: Database
    accept: Accept
    secret: bytes = field(repr=False)
    public_url: str
    demonstration: bool = False
    seal: Seal = field(init=False, repr=False)
    news: News = field(init=False, repr=False)
    limits: Limits = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seal", Seal(self.secret))
        object.__setattr__(self, "news", News(self.database))
        object.__setattr__(self, "limits", Limits())

    @property
    def is_https(self) -> bool:
        """Whether residents come over TLS: then cookies never travel without it."""
        return self.public_url.startswith("https:")

    @property
    def host(self) -> str:
        """The host and port that residents see."""
        return urlsplit(self.public_url).netloc

    async def look(self, read: Callable[[Tx], Kept]) -> Kept:
        """Read the database off the event loop. Raises DatabaseDown."""

        def run() -> Kept:
            with self.database.look() as tx:
                return read(tx)

        return await run_in_threadpool(run)

    async def write(self, change: Callable[[Tx], Kept]) -> Kept:
        """Change the database off the event loop. Raises DatabaseDown."""

        def run() -> Kept:
            with self.database.transaction() as tx:
                return change(tx)

        return await run_in_threadpool(run)
