"""`nightdoor reconcile`: prove that a night lost nothing and said nothing twice."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from nightdoor.commands.composing import opened, read_settings
from nightdoor.core.clock import night_of, now
from nightdoor.services.reconcile import Reckoning
from nightdoor.services.reconcile import reconcile as reckon
from nightdoor.store.spool import Spool

app = typer.Typer(rich_markup_mode=None)


@app.command("reconcile")
def reconcile(
    night: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date it began on; without it, the latest.")
    ] = None,
) -> None:
    """Prove that every message of a night was answered, is in a human's hand, or is in the morning queue. None twice.

    Exits with 0 when that is so, else with 1.
    """
    settings = read_settings()
    with opened(settings) as database, database.look() as tx:
        reckoning = reckon(tx, night.date() if night else night_of(now()))
    spooled = len(Spool(settings.spool).waiting())
    typer.echo(as_text(reckoning, spooled))
    raise typer.Exit(0 if reckoning.is_whole and not spooled else 1)


def as_text(reckoning: Reckoning, spooled: int) -> str:
    """Return the reckoning as lines for people: ids of messages, never words."""
    lines = [f"The night of {reckoning.night:%A %d %B %Y}: {reckoning.inbound} messages came in."]
    lines.append(f"Unaccounted for: {_ids(reckoning.lost)}. Answered twice: {_ids(reckoning.twice)}.")
    if spooled:
        lines.append(f"{spooled} messages wait in the spool for the database.")
    return "\n".join(lines)


def _ids(ids: tuple[int, ...]) -> str:
    return f"{len(ids)} (messages {', '.join(map(str, ids))})" if ids else "none"
