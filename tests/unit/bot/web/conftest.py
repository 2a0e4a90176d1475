"""A served chat, and a browser without a script."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from nightdoor.store import Database
from tests.support.web_chat import NOWHERE, WebChat, browser_of, served_chat


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> Iterator[WebChat]:
    """The chat over a real database."""
    with served_chat(database, tmp_path) as served:
        yield served


@pytest.fixture
def browser(chat: WebChat) -> Iterator[httpx.Client]:
    """Somebody's browser."""
    with browser_of(chat) as client:
        yield client


@pytest.fixture
def dark_chat(tmp_path: Path) -> Iterator[WebChat]:
    """The chat while its database is down."""
    nowhere = Database(NOWHERE)
    with served_chat(nowhere, tmp_path) as served:
        yield served
    nowhere.close()
