"""`nightdoor understand`: what the dialogue engine hears, as a filter. For checks and benchmarks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TextIO

import typer

from bot.engine_client import EngineClient
from nightdoor.commands.composing import read_settings
from nightdoor.core.engine import EngineFailed
from nightdoor.problem import BadUse, Problem

app = typer.Typer(rich_markup_mode=None)


@app.command("understand")
def understand() -> None:
    """Read JSON lines {"text": …} and answer each with the needs and slots that the engine hears, and the time in ms.

    Needs the engine and the action server; exits with 1 when they do not answer.
    """
    client = EngineClient(read_settings().engine_url)
    try:
        understand_lines(client, sys.stdin, sys.stdout)
    finally:
        client.close()


def understand_lines(client: EngineClient, lines: Iterable[str], out: TextIO) -> None:
    """Answer each line in order. Raises BadUse for a line of another shape, Problem when the engine fails."""
    for number, line in enumerate(lines, 1):
        text = text_of(line)
        if text is None:
            raise BadUse(f'line {number}: not {{"text": "…"}}')
        try:
            heard = client.understand(text)
        except EngineFailed as problem:
            raise Problem(f"line {number}: the engine gave no answer ({problem}): does it run?") from None
        out.write(json.dumps({"needs": heard.needs, "slots": heard.slots, "ms": heard.ms}) + "\n")
        out.flush()


def text_of(line: str) -> str | None:
    """Return the text of one line; None for a line of another shape."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    text = given.get("text") if isinstance(given, dict) else None
    return text if isinstance(text, str) else None
