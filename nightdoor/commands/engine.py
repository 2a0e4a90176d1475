"""`nightdoor engine`: train the dialogue engine when its data changed, then serve it on loopback."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.engine import run
from nightdoor.commands.composing import read_settings
from nightdoor.processes import port_of

app = typer.Typer(rich_markup_mode=None)


@app.command("engine")
def serve_engine(
    train_only: Annotated[bool, typer.Option("--train-only", help="Train if needed, and stop there.")] = False,
) -> None:
    """Train the dialogue engine when its data changed, then serve it on this machine only."""
    run.train()
    if not train_only:
        run.serve(port_of(read_settings().engine_url))
