"""`nightdoor doctor`: what is wrong, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.engine import run
from nightdoor.commands.composing import read_settings
from nightdoor.core.clock import now
from nightdoor.doctor import EngineFacts, Verdict, examine
from nightdoor.processes import Ports

app = typer.Typer(rich_markup_mode=None)


@app.command("doctor")
def doctor(
    public_port: Annotated[int, typer.Option(help="The residents' side.")] = 8000,
    staff_port: Annotated[int, typer.Option(help="The staff's side.")] = 8001,
    demo_port: Annotated[int, typer.Option(help="The demonstration's page.")] = 8002,
) -> None:
    """Say what is wrong and what to do. Exits with 0 when nothing is wrong, else with 1."""
    wrong = 0
    facts = EngineFacts(run.PYTHON, run.wanted_model())
    for finding in examine(read_settings(), Ports(public_port, staff_port, demo_port), facts, now()):
        wrong += finding.verdict is Verdict.WRONG
        typer.echo(f"{finding.verdict:<6} {finding.what}" + (f": {finding.do}" if finding.do else ""))
    typer.echo(f"{wrong} things are wrong." if wrong else "Nothing is wrong.")
    raise typer.Exit(1 if wrong else 0)
