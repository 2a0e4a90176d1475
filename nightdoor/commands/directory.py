"""`nightdoor directory import`: bring in a directory of services."""

from __future__ import annotations

from typing import Annotated

import typer

from nightdoor.commands.composing import opened, read_settings
from nightdoor.core.clock import now
from nightdoor.problem import Problem
from nightdoor.services.directory import import_directory
from nightdoor.services.feed import FeedUnreadable

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def directory() -> None:
    """The directory of services that residents are pointed to."""


@app.command("import")
def import_feed(
    source: Annotated[str, typer.Argument(metavar="FILE|URL", help="An Open Referral UK feed.")],
) -> None:
    """Import an Open Referral UK feed from a file or an address. Records that are not valid are named and left out.

    Exits with 0 when services were kept, with 1 when none was: then nothing was changed.
    """
    settings = read_settings()
    with opened(settings) as database:
        try:
            done = import_directory(database, source, data=settings.data, now=now())
        except FeedUnreadable as problem:
            raise Problem(f"nothing was imported: {problem}.") from None
    for rejected in done.rejected:
        typer.echo(str(rejected), err=True)
    typer.echo(str(done))
    raise typer.Exit(done.exit_code)
