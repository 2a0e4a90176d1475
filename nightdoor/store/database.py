"""The database: opened once where a process is put together, and used one short transaction at a time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError

Tx = Connection
"""One transaction. It commits when its ``with`` block ends well, and leaves nothing behind when it does not."""

SQLITE_WAIT_SECONDS = 5.0
_DOWN = {"OperationalError", "InterfaceError"}
LOOK_FOR_LOCK_SECONDS = 0.001


class DatabaseDown(Exception):
    """The database cannot be reached, or is locked for longer than we wait. Nothing was committed."""


class Database:
    """SQLite (one machine) or PostgreSQL (many), behind the same door."""

    def __init__(self, url: str, *, wait_seconds: float = SQLITE_WAIT_SECONDS) -> None:
        self.url = _psycopg(url)
        self._engine = _open(self.url, wait_seconds)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database: then there is one writer at a time."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """Open a transaction that writes; commit it when the block ends well.

        Raises:
            DatabaseDown: the database is not there. Any other error passes through; both leave nothing behind.

        """
        with self._telling_down(), self._engine.begin() as tx:
            yield tx

    @contextmanager
    def look(self) -> Iterator[Tx]:
        """Open a transaction that only reads, and never waits for a writer."""
        with self._telling_down(), self._engine.connect() as tx:
            yield tx.execution_options(reading=True)
            tx.rollback()

    @contextmanager
    def rehearsal(self) -> Iterator[Tx]:
        """Open a transaction that writes and is never kept, however its block ends. Raises DatabaseDown."""
        with self._telling_down(), self._engine.connect() as tx, tx.begin() as played:
            yield tx
            played.rollback()

    def ping(self) -> None:
        """Ask the database for nothing. Raises DatabaseDown when it does not answer."""
        with self.look() as tx:
            tx.execute(text("SELECT 1"))

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _telling_down(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except sqlite3.OperationalError as error:  # at BEGIN, which is ours and not wrapped
            self._engine.dispose()
            raise DatabaseDown(type(error).__name__) from None
        except DBAPIError as error:
            if not error.connection_invalidated and type(error).__name__ not in _DOWN:
                raise
            if self.is_sqlite and "locked" not in str(error.orig):
                # A file that came back (a disk mounted again) is another file: opened connections hold the old one.
                self._engine.dispose()
            raise DatabaseDown(type(error.orig).__name__) from None


def _psycopg(url: str) -> str:
    """Let people write ``postgresql://``: psycopg 3 is the driver we bring."""
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _open(url: str, wait_seconds: float) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_pre_ping=True, pool_size=10, hide_parameters=True, connect_args={"connect_timeout": 3}
        )
    if parsed.database:
        with suppress(OSError):  # out of reach now: the door opens all the same, and keeps what comes in on disk
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": wait_seconds, "isolation_level": None})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", partial(_begin_sqlite, wait_seconds=wait_seconds))
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL keeps readers and the writer apart; ``synchronous=FULL`` makes a commit survive a power cut."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection, *, wait_seconds: float) -> None:
    """Take the write lock at once, so that no transaction fails half-way for having read before it wrote."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - what this dialect's driver is
    if connection.get_execution_options().get("reading", False):
        raw.execute("BEGIN DEFERRED")
        return
    raw.execute("PRAGMA busy_timeout=0")
    try:
        _take_write_lock(raw, time.monotonic() + wait_seconds)
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")


def _take_write_lock(raw: sqlite3.Connection, until: float) -> None:
    """Look for the lock every millisecond. SQLite's own waiting sleeps longer and longer, up to 100 ms at a time: with
    several writers whoever has waited longest would be served last, and a cry for help must not wait like that.
    """
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > until:
                raise DatabaseDown("locked") from None
            time.sleep(LOOK_FOR_LOCK_SECONDS)
        else:
            return
