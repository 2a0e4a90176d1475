"""`nightdoor seed`: play a demonstration night into the database."""

from __future__ import annotations

import subprocess
import sys

import typer

from nightdoor.commands.composing import read_settings
from nightdoor.problem import BadUse, Problem

app = typer.Typer(rich_markup_mode=None)


@app.command("seed")
def seed() -> None:
    """Put a demonstration night into the database. Works in the demonstration only; run twice, it changes nothing."""
    if not read_settings().demonstration:
        raise BadUse("seed is for the demonstration: run `nightdoor --demo seed`.")
    typer.echo(seed_demonstration(), nl=False)


def seed_demonstration() -> str:
    """Seed in a process of its own (the product never imports the demonstration) and return what it says to people.

    Raises:
        Problem: it failed; its own words went to stderr.

    """
    done = subprocess.run([sys.executable, "-m", "demo.seed"], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Problem("the demonstration night could not be put into the database: the lines above say why.")
    return done.stdout
