"""The staff's side, served over real HTTP on a real database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from handoff.app import put_together
from nightdoor.core import clock
from nightdoor.core.staff import Role
from nightdoor.store import Database, audit
from tests.support.servers import serving
from tests.support.staff_side import add_person

FAREWELL = "The person on duty has finished for now."


@pytest.fixture
def people(database: Database) -> dict[Role, int]:
    """One member of staff of each role."""
    return {role: add_person(database, role, clock.now() - timedelta(days=1)) for role in Role}


@pytest.fixture
def address(database: Database, people: dict[Role, int]) -> Iterator[str]:
    """Where the staff's side answers, with the watch awake."""
    with database.transaction() as tx:
        audit.beat(tx, "watch", clock.now())
    with serving(put_together(database, farewell=FAREWELL)) as base:
        yield base
