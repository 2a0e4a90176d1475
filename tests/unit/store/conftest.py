"""Every test of the store runs on both databases."""

from __future__ import annotations

import pytest

from nightdoor.store import Database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh database of each kind in turn."""
    name = "postgres_database" if request.param == "postgres" else "sqlite_database"
    found: Database = request.getfixturevalue(name)
    return found
