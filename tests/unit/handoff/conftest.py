"""The staff's side, served over real HTTP on a real database."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.app import put_together
from nightdoor.core import clock
from nightdoor.core.staff import Role
from nightdoor.store import Database, audit
from tests.support.servers import serving
from tests.support.staff_side import FAREWELL, add_person


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> tuple[Path, dict[Role, int]]:
    """A database file with one member of staff of each role, to be copied: a password takes long to hash."""
    path = Path(shutil.copy(empty_database, tmp_path_factory.mktemp("staffed") / "staffed.db"))
    database = Database(f"sqlite:///{path}")
    people = {role: add_person(database, role, clock.now() - timedelta(days=1)) for role in Role}
    database.close()
    return path, people


@pytest.fixture
def people(staffed: tuple[Path, dict[Role, int]]) -> dict[Role, int]:
    """The ids of the staff, by role."""
    return staffed[1]


@pytest.fixture
def database(tmp_path: Path, staffed: tuple[Path, dict[Role, int]]) -> Iterator[Database]:
    """A fresh database with that staff."""
    fresh = Database(f"sqlite:///{shutil.copy(staffed[0], tmp_path / 'nightdoor.db')}")
    yield fresh
    fresh.close()


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Where the staff's side answers, with the watch awake."""
    with database.transaction() as tx:
        audit.beat(tx, "watch", clock.now())
    with serving(put_together(database, pages_a_phone=True, farewell=FAREWELL)) as base:
        yield base
