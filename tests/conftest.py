"""What every test may ask for. A test whose system part is missing is left out, and named at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nightdoor.store import Database
from nightdoor.store.migrate import migrate

ROOT = Path(__file__).parent.parent


def _postgres_programs() -> bool:
    return bool(shutil.which("postgres") or list(Path("/usr/lib/postgresql").glob("*/bin/postgres")))


PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "engine": ("the dialogue engine (make engine)", (ROOT / "bot/engine/.venv").exists),
    "browser": ("Chromium", lambda: bool(shutil.which("chromium") or shutil.which("chromium-browser"))),
    "node": ("Node.js and npm", lambda: bool(shutil.which("npm"))),
    "postgres": ("the PostgreSQL server", _postgres_programs),
}
left_out: dict[str, int] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here."""
    missing = {mark for mark, (_, is_there) in PARTS.items() if not is_there()}
    out = [item for item in items if missing & {mark.name for mark in item.iter_markers()}]
    for item in out:
        for mark in missing & {mark.name for mark in item.iter_markers()}:
            left_out[mark] = left_out.get(mark, 0) + 1
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out."""
    for mark, count in sorted(left_out.items()):
        terminalreporter.write_line(f"left out: {count} tests that need {PARTS[mark][0]}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be left out."""
    if left_out and os.environ.get("NIGHTDOOR_TEST_EVERYTHING"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database in the newest shape."""
    fresh = Database(f"sqlite:///{tmp_path / 'nightdoor.db'}")
    migrate(fresh)
    yield fresh
    fresh.close()
