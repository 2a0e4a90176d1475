"""`nightdoor serve-public`: the residents' side."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import create_app
from nightdoor.commands.composing import read_settings, refuse_without_settings
from nightdoor.commands.serving import serve

app = typer.Typer(rich_markup_mode=None)


@app.command("serve-public")
def serve_public(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
) -> None:
    """Serve the residents' side: webhooks and the web chat. Put a proxy that speaks https before it."""
    settings = read_settings()
    refuse_without_settings(settings)
    serve(create_app(settings), host, port)
