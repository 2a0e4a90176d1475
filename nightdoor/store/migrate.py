"""Bring the database to the shape this version needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from nightdoor.store.database import Database, Tx

SCRIPTS = Path(__file__).with_name("migrations")


def _config(tx: Tx | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = tx
    return config


def migrate(database: Database) -> None:
    """Run every migration that is missing; run twice, it changes nothing."""
    with database.transaction() as tx:
        command.upgrade(_config(tx), "head")


def is_current(database: Database) -> bool:
    """Whether the database has the shape this version needs."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with database.look() as tx:
        return MigrationContext.configure(tx).get_current_revision() == newest
