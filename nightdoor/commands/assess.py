"""`nightdoor assess`: triage as a filter, for checks and benchmarks."""

from __future__ import annotations

import sys

import typer

from nightdoor.assessing import assess_lines

app = typer.Typer(rich_markup_mode=None)


@app.command("assess")
def assess() -> None:
    """Read JSON lines {"text": …, "recent": […]} and answer each with its level, kinds, reasons and time in ms."""
    raise typer.Exit(assess_lines(sys.stdin, sys.stdout))
