"""One whole house for the journeys that need everything; those that break things open a smaller one of their own."""

from collections.abc import Iterator

import pytest

from nightdoor.core.clock import now
from nightdoor.core.staff import Role
from tests.support.journey import Night, night_in
from tests.support.pretend_engine import PretendEngine, pretend_engine
from tests.support.staff_side import add_person

WHOLE_HOUSE = ("actions", "engine", "public", "staff", "work")


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Every process, the providers' emulators, and one duty worker and one case lead who can sign in."""
    with night_in(tmp_path_factory.mktemp("night"), *WHOLE_HOUSE) as whole:
        for role in (Role.DUTY, Role.LEAD):
            add_person(whole.house.database, role, now())
        yield whole


@pytest.fixture(scope="module")
def engine() -> Iterator[PretendEngine]:
    """An engine in the test's own hand."""
    with pretend_engine() as ours:
        yield ours


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory, engine: PretendEngine) -> Iterator[Night]:
    """A small house around that engine: the residents' side and a worker. Up in two seconds."""
    settings = {"NIGHTDOOR_ENGINE_URL": engine.url}
    with night_in(tmp_path_factory.mktemp("quick"), "public", "work", settings=settings) as small:
        yield small
