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
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="An Open Referral UK feed: a file, or http(s)://….")
    ],
) -> None:
    """Import an Open Referral UK feed (HSDS 3.0, UK profile). National helplines and places are renewed along with it.

    Each record is checked; those that are not good are named on stderr with the reason, and the good ones are kept
    together or not at all. Exits with 0 when services were kept, with 1 when none was: then nothing was changed.
    """
    settings = read_settings()
    with opened(settings) as database:
        try:
            result = import_directory(database, source, data=settings.data, now=now())
        except FeedUnreadable as problem:
            raise Problem(f"nothing imported: {problem}.") from None
    for rejected in result.rejected:
        typer.echo(str(rejected), err=True)
    if result.exit_code:
        raise Problem(f"nothing imported: of {result.read} records not one is good.")
    typer.echo(str(result))
