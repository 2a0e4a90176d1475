"""The engine and its action server, started once for all tests that talk to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine_client import EngineClient
from nightdoor.core.clock import now
from nightdoor.services.directory import import_directory
from nightdoor.store import Database
from nightdoor.store.migrate import migrate
from tests.support.engine import ROOT, Conversation, Running, action_server, engine


@pytest.fixture(scope="session")
def directory_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the sample directory in it."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('directory') / 'nightdoor.db'}")
    migrate(database)
    import_directory(database, str(ROOT / "data/directory/sample.json"), data=ROOT / "data", now=now())
    url = str(database.url)
    database.close()
    return url


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes write."""
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="session")
def running_actions(directory_url: str, logs: Path) -> Iterator[Running]:
    """The action server."""
    with action_server(directory_url, logs / "actions.log") as it:
        yield it


@pytest.fixture(scope="session")
def running_engine(running_actions: Running, logs: Path) -> Iterator[Running]:
    """The engine."""
    with engine(running_actions.url, logs / "engine.log") as it:
        yield it


@pytest.fixture
def client(running_engine: Running) -> Iterator[EngineClient]:
    """Our client to it."""
    client = EngineClient(running_engine.url)
    yield client
    client.close()


@pytest.fixture
def conversation(client: EngineClient) -> Conversation:
    """A resident who has said nothing yet."""
    return Conversation(client)
