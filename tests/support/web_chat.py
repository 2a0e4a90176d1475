"""The web chat by itself, served for real: its router, a real database, a real spool, and a hand to reply with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from bot.web.routes import web_router
from nightdoor.core.clock import now
from nightdoor.core.conversation import Conversation, Holder
from nightdoor.core.message import Author, Inbound
from nightdoor.pages import STATIC
from nightdoor.store import Database, DatabaseDown, contacts, messages
from nightdoor.store.spool import Spool
from tests.support.servers import serving

SECRET = "a secret for tests alone"
NOWHERE = "postgresql://127.0.0.1:1/nothing"
"""The address of a database that is down."""


@dataclass
class WebChat:
    """A served chat, and what a test may do behind its back."""

    database: Database
    spool: Spool
    url: str = ""
    breaks: bool = False
    """Whether nothing can be kept at all, not even on disk."""

    async def accept(self, inbound: Inbound) -> None:
        """Keep a message as the gateway's inbox does."""
        if self.breaks:
            raise RuntimeError("not kept")
        await run_in_threadpool(self.keep, inbound)

    def keep(self, inbound: Inbound) -> None:
        """Keep a message in the database, or in the spool."""
        try:
            with self.database.transaction() as tx:
                person = contacts.find_or_add_contact(tx, inbound.channel, inbound.address, now())
                conversation = contacts.last_conversation(tx, person.id) or contacts.open_conversation(
                    tx, person, now()
                )
                messages.add_inbound(tx, conversation.id, inbound)
        except DatabaseDown:
            self.spool.keep(inbound)

    def spooled(self) -> list[Inbound]:
        """Return what waits on disk."""
        return [self.spool.read(path)[0] for path in self.spool.waiting()]

    def conversations(self) -> list[Conversation]:
        """Return every conversation."""
        with self.database.look() as tx:
            return [contacts.get_conversation(tx, number + 1) for number in range(contacts.count_conversations(tx))]

    def texts(self) -> list[str]:
        """Return what was said in all conversations."""
        with self.database.look() as tx:
            return [said.text for one in self.conversations() for said in messages.thread(tx, one.id)]

    def say(self, text: str, *, author: Author = Author.DOOR, staff_id: int | None = None) -> None:
        """Say something in the newest conversation."""
        with self.database.transaction() as tx:
            messages.add_words(tx, self.conversations()[-1].id, author, text, now(), staff_id=staff_id)

    def ask(self, slot: str | None, text: str) -> None:
        """Let the bot ask for something."""
        was = self.conversations()[-1]
        with self.database.transaction() as tx:
            contacts.save_progress(tx, was, story=was.story, asked=slot, offered=[], finished_at=None)
            messages.add_words(tx, was.id, Author.DOOR, text, now())

    def hold(self, holder: Holder) -> None:
        """Give the newest conversation to somebody."""
        with self.database.transaction() as tx:
            contacts.set_holder(tx, self.conversations()[-1].id, holder)

    def app(self, public_url: str = "http://127.0.0.1:8000", *, demonstration: bool = False) -> FastAPI:
        """Return the application."""
        app = FastAPI()
        app.mount("/static", StaticFiles(directory=STATIC))
        app.include_router(
            web_router(
                database=self.database,
                accept=self.accept,
                public_url=public_url,
                secret_key=SECRET,
                demonstration=demonstration,
            )
        )
        return app


@contextmanager
def served_chat(database: Database, folder: Path) -> Iterator[WebChat]:
    """Serve a chat over a database."""
    chat = WebChat(database, Spool(folder / "spool"))
    with serving(chat.app()) as chat.url:
        yield chat


def browser_of(chat: WebChat) -> httpx.Client:
    """Return a client that keeps cookies and follows nothing by itself."""
    return httpx.Client(base_url=chat.url, timeout=10, headers={"Sec-Fetch-Site": "same-origin"})


def field(page: str, name: str) -> str:
    """Return the value of a hidden field of the box's form."""
    form = page[page.index("data-chat-form") if "data-chat-form" in page else 0 :]
    start = form.index(f'name="{name}" value="') + len(f'name="{name}" value="')
    return form[start : form.index('"', start)]


def write(browser: httpx.Client, text: str, *, page: str = "/", **fields: str) -> httpx.Response:
    """Open a page, fill its box, press Send; return the answer to the form."""
    opened = browser.get(page).text
    form = {"csrf": field(opened, "csrf"), "id": field(opened, "id"), "text": text, **fields}
    return browser.post("/chat", data=form)
