"""`nightdoor migrate`: bring the database to the shape this version needs."""

from __future__ import annotations

import typer

from nightdoor.commands.composing import opened, read_settings
from nightdoor.store.migrate import migrate

app = typer.Typer(rich_markup_mode=None)


@app.command("migrate")
def bring_to_shape() -> None:
    """Bring the database to the shape this version needs. Run twice, it changes nothing."""
    with opened(read_settings()) as database:
        migrate(database)
    typer.echo("The database has the shape this version needs.")
