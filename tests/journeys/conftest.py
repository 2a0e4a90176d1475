"""One whole house for the journeys that need everything; those that break things open a smaller one of their own."""

from collections.abc import Iterator

import pytest

from nightdoor.core.clock import now
from nightdoor.core.staff import Role
from tests.support.journey import Night, night_in
from tests.support.staff_side import add_person

WHOLE_HOUSE = ("actions", "engine", "public", "staff", "work")


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Every process, the providers' emulators, and one duty worker and one case lead who can sign in."""
    with night_in(tmp_path_factory.mktemp("night"), *WHOLE_HOUSE) as whole:
        for role in (Role.DUTY, Role.LEAD):
            add_person(whole.house.database, role, now())
        yield whole
