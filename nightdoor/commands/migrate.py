"""`nightdoor migrate`: bring the database to the shape and the house's own data that this version needs."""

from __future__ import annotations

import typer

from nightdoor.commands.composing import opened, read_settings
from nightdoor.core.clock import now
from nightdoor.services.own_directory import bring_our_own
from nightdoor.settings import Settings
from nightdoor.store import Database
from nightdoor.store.migrate import migrate

app = typer.Typer(rich_markup_mode=None)


@app.command("migrate")
def migrate_database() -> None:
    """Bring the database to what this version needs: its shape, helplines, places. Run it as often as you like."""
    settings = read_settings()
    with opened(settings) as database:
        bring_to_date(database, settings)
    typer.echo("The database has what this version needs.")


def bring_to_date(database: Database, settings: Settings) -> None:
    """Run the migrations that are missing, and keep the helplines and places that come with this version."""
    migrate(database)
    with database.transaction() as tx:
        bring_our_own(tx, settings.data, now())
