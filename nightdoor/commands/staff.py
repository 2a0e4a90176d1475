"""`nightdoor staff add`: let a member of staff sign in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from nightdoor.commands.composing import opened, read_settings
from nightdoor.core.clock import now
from nightdoor.core.staff import Role
from nightdoor.problem import Problem
from nightdoor.services.sign_in import CannotAdd, add_staff

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def staff() -> None:
    """Members of staff: who may sign in on the staff's side."""


@app.command("add")
def add(
    sign_in: Annotated[str, typer.Argument(help="The name to sign in with.")],
    name: Annotated[str, typer.Argument(help="The name that colleagues and residents see.")],
    role: Annotated[Role, typer.Option(help="What they may do.")],
) -> None:
    """Add a member of staff. The password is asked for, or read as one line from a pipe: never an argument."""
    password = ask_for_password()
    with opened(read_settings()) as database, database.transaction() as tx:
        try:
            add_staff(tx, sign_in, name, role, password, now())
        except CannotAdd as problem:
            raise Problem(f"not added: {problem}.") from None
    typer.echo(f"{name} can sign in.")


def ask_for_password() -> str:
    """Return a password: typed twice where a person sits, else the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
