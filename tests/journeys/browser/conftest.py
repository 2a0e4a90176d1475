"""A browser for each module of journeys, and the chat it visits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from nightdoor.store import Database
from tests.support.chromium import chromium
from tests.support.web_chat import WebChat, served_chat


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> Iterator[WebChat]:
    """The chat, served."""
    with served_chat(database, tmp_path) as served:
        yield served
