"""Insert a row, and know which one it became."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from nightdoor.store.database import Tx


def insert_if_new(tx: Tx, table: Table, **values: Any) -> int | None:
    """Insert a row and return its id, or return None where a unique constraint says that it is already there.

    Twice the same message is stopped by the constraint, not by a look first.
    """
    return tx.execute(_if_new(table, tx.dialect.name), values).scalar_one_or_none()


def add(tx: Tx, table: Table, **values: Any) -> int:
    """Insert a row and return its id."""
    return int(tx.execute(_plain(table), values).scalar_one())


@cache
def _if_new(table: Table, dialect: str) -> Insert:
    """Built once a table: building a statement costs more than SQLite takes to run it."""
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return make(table).on_conflict_do_nothing().returning(table.c.id)


@cache
def _plain(table: Table) -> Insert:
    return insert(table).returning(table.c.id)
