"""What every test may ask for. A test whose system part is missing is left out, and named at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from nightdoor import wording
from nightdoor.services.receive import Door
from nightdoor.store import Database
from nightdoor.store.migrate import migrate
from tests.support.postgres import Cluster

ROOT = Path(__file__).parent.parent

# A test never asserts a time, and a busy machine is no failure.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def _postgres_programs() -> bool:
    return bool(shutil.which("postgres") or list(Path("/usr/lib/postgresql").glob("*/bin/postgres")))


PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "engine": ("the dialogue engine (make engine)", (ROOT / "bot/engine/.venv").exists),
    "browser": ("Chromium", lambda: bool(shutil.which("chromium") or shutil.which("chromium-browser"))),
    "node": ("Node.js and npm", lambda: bool(shutil.which("npm"))),
    "postgres": ("the PostgreSQL server", _postgres_programs),
}


def missing_parts() -> set[str]:
    """Return the marks of the system parts that this machine has not."""
    return {mark for mark, (_, is_there) in PARTS.items() if not is_there()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here."""
    missing = missing_parts()
    out = [item for item in items if missing & {mark.name for mark in item.iter_markers()}]
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out."""
    for mark in sorted(missing_parts()):
        terminalreporter.write_line(f"left out: the tests that need {PARTS[mark][0]}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be left out."""
    if missing_parts() and os.environ.get("NIGHTDOOR_TEST_EVERYTHING"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without a row, to be copied: migrating anew for each test would take the longest."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    fresh = Database(f"sqlite:///{path}")
    migrate(fresh)
    fresh.close()
    return path


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A fresh database of the embedded kind. The store's own tests run on PostgreSQL too."""
    return sqlite_database


@pytest.fixture
def sqlite_database(tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    """A fresh SQLite database in the newest shape."""
    path = shutil.copy(empty_database, tmp_path / "nightdoor.db")
    fresh = Database(f"sqlite:///{path}")
    yield fresh
    fresh.close()


@pytest.fixture(scope="session")
def door() -> Door:
    """The reviewed words and the escalation policy, as the house uses them."""
    return Door(wording.load())


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One PostgreSQL server for the whole run. Tests that stop it make their own."""
    cluster = Cluster()
    yield cluster
    cluster.close()


@pytest.fixture
def postgres_database(postgres_cluster: Cluster) -> Iterator[Database]:
    """A fresh PostgreSQL database in the newest shape. A test that asks for it carries the mark ``postgres``."""
    fresh = Database(postgres_cluster.new_database())
    yield fresh
    fresh.close()
