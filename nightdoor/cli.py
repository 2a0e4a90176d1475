"""The nightdoor command.

With `nightdoor/commands/` this is the composition root: the only room that may import the residents' side (`bot`) and
the staff's side (`handoff`). A command's module is loaded when the command is asked for, so that `nightdoor assess`
need not wait for web servers it never starts.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command as command_of

from nightdoor import demonstration
from nightdoor.problem import Problem

COMMANDS = {
    "up": "up",
    "serve-public": "serve_public",
    "serve-staff": "serve_staff",
    "work": "work",
    "engine": "engine",
    "migrate": "migrate",
    "seed": "seed",
    "staff": "staff",
    "directory": "directory",
    "assess": "assess",
    "understand": "understand",
    "morning": "morning",
    "reconcile": "reconcile",
    "doctor": "doctor",
}
"""The commands in the order that `--help` shows them, and the module of `nightdoor/commands/` that holds each."""

OURS_ALONE = 0o077
"""What we write, residents' stories among it, only the account that runs us may read."""

PACKAGES = Path(__file__).resolve().parents[1]


class Commands(TyperGroup):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands' names."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, or None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        return command_of(import_module(f"nightdoor.commands.{COMMANDS[cmd_name]}").app)


app = typer.Typer(cls=Commands, add_completion=False, rich_markup_mode=None)


@app.callback()
def nightdoor(
    demo: Annotated[
        bool, typer.Option("--demo", help="Use the demonstration's settings, made once in var/demo.env.")
    ] = False,
) -> None:
    """Nightdoor: the out-of-hours front door of a council's neighbourhood teams."""
    if demo:
        demonstration.switch_on()


def main() -> None:
    """Run the command line. Exits with 0 (done), 1 (failed) or 2 (bad usage), never with a traceback."""
    sys.excepthook = tell_in_one_line
    os.umask(OURS_ALONE)
    try:
        sys.exit(command_of(app).main(prog_name="nightdoor", standalone_mode=False))
    except Problem as problem:
        stop(str(problem), problem.exit_code)
    except typer.TyperException as problem:
        stop(problem.format_message() if hasattr(problem, "format_message") else str(problem), 2)
    except (KeyboardInterrupt, typer.Abort):
        stop("stopped.", 1)


def stop(words: str, exit_code: int) -> None:
    """Say in one line on stderr why the command stops. Raises SystemExit."""
    print("nightdoor:", " ".join(words.split()), file=sys.stderr)  # noqa: T201 - a command's answer
    raise SystemExit(exit_code)


def tell_in_one_line(kind: type[BaseException], _error: BaseException, where: TracebackType | None) -> None:
    """Say where an unexpected error happened, but not its words: they may hold what a resident wrote."""
    ours = [frame for frame in traceback.extract_tb(where) if frame.filename.startswith(str(PACKAGES))]
    place = f" at {Path(ours[-1].filename).relative_to(PACKAGES)}:{ours[-1].lineno}" if ours else ""
    print(f"nightdoor: failed for a reason we did not foresee: {kind.__name__}{place}", file=sys.stderr)  # noqa: T201
