"""`nightdoor morning`: file what the night left unfinished, and print the queue."""

from __future__ import annotations

from datetime import timedelta

import typer

from nightdoor.commands.composing import opened, read_settings
from nightdoor.core.clock import now
from nightdoor.services import morning as morning_queue

app = typer.Typer(rich_markup_mode=None)


@app.command("morning")
def morning() -> None:
    """File what the night left unfinished, and print the open lines of the queue, the most urgent first."""
    settings = read_settings()
    with opened(settings) as database:
        lines = morning_queue.morning(database, now(), timedelta(seconds=settings.idle_after_seconds))
    typer.echo("\n".join(lines) or "The queue is empty.")
