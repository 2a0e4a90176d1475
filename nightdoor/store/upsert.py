"""Insert a row, and know which one it became."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from nightdoor.store.database import Tx


def insert_if_new(tx: Tx, table: Table, **values: Any) -> int | None:
    """Insert a row and return its id, or return None where a unique constraint says that it is already there.

    Twice the same message is stopped by the constraint, not by a look first.
    """
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    query = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return tx.execute(query.returning(table.c.id)).scalar_one_or_none()


def add(tx: Tx, table: Table, **values: Any) -> int:
    """Insert a row and return its id."""
    return int(tx.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())
