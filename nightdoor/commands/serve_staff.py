"""`nightdoor serve-staff`: the staff's side."""

from __future__ import annotations

from typing import Annotated

import typer

from handoff.app import create_app
from nightdoor.commands.composing import read_settings, refuse_without_settings
from nightdoor.commands.serving import serve

app = typer.Typer(rich_markup_mode=None)


@app.command("serve-staff")
def serve_staff(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8001,
) -> None:
    """Serve the staff's side: duty console and morning queue. Put a proxy that speaks https before it."""
    settings = read_settings()
    refuse_without_settings(settings)
    serve(create_app(settings), host, port)
