"""A PostgreSQL of a test's own: a private cluster in a temporary folder, reached through a Unix socket alone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from nightdoor.store import Database
from nightdoor.store.migrate import migrate

SHAPED = "shaped"
"""A database that is migrated once, and copied for each test."""


def program(name: str) -> str:
    """Return the path of a PostgreSQL program: Debian keeps the server's own off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else str(shutil.which(name))


def account() -> str | None:
    """Return the account to run the server as, or None for our own: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Cluster:
    """One PostgreSQL server, which can be stopped and started again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nightdoor-pg-"))
        self._account = account()
        if self._account:
            shutil.chown(self.folder, self._account)
        self._server: subprocess.Popen[bytes] | None = None
        make = [program("initdb"), "-D", str(self.data), "-U", "nightdoor", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, user=self._account, cwd=self.folder)
        self.start()
        self._query(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(SHAPED)))
        shaped = Database(self.url(SHAPED))
        migrate(shaped)
        shaped.close()

    @property
    def data(self) -> Path:
        """Where the server keeps its files."""
        return self.folder / "data"

    def url(self, name: str) -> str:
        """Return the address of a database of this cluster."""
        return f"postgresql://nightdoor@/{name}?host={self.folder}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        # Commits stay synchronous: what the server said it keeps must be there when it was stopped at once.
        quick = ("fsync=off", "full_page_writes=off", "listen_addresses=", "timezone=UTC")
        options = [word for option in quick for word in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            command = [program("postgres"), "-D", str(self.data), "-k", str(self.folder), *options]
            self._server = subprocess.Popen(command, stdout=log, stderr=log, user=self._account, cwd=self.folder)
        until = time.monotonic() + 20
        while not self._answers():
            assert time.monotonic() < until, (self.folder / "log").read_text(encoding="utf-8")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server at once, as a failing machine would: open connections are cut."""
        if self._server:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(timeout=20)
            self._server = None

    def close(self) -> None:
        """Stop the server and remove everything."""
        self.stop()
        shutil.rmtree(self.folder)

    def new_database(self) -> str:
        """Make an empty database in the newest shape; return its address."""
        name = f"t{uuid4().hex}"
        self._query(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(SHAPED)))
        return self.url(name)

    def _answers(self) -> bool:
        try:
            self._query(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _query(self, query: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(query)
