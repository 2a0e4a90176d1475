"""What the pages of both sides stand on: one template environment, one folder of static files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from nightdoor.core.clock import london

HERE = Path(__file__).parent
STATIC = HERE / "static"
"""Served at ``/static`` on both sides: the GOV.UK components, compiled, and the look of the house."""


def clock_time(moment: datetime) -> str:
    """Return the time of day in London as GOV.UK writes it: 2:05am, midday, midnight."""
    local = london(moment)
    if local.minute == 0 and local.hour in {0, 12}:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def day(moment: datetime) -> str:
    """Return the day in London: Tuesday 3 March."""
    local = london(moment)
    return f"{local:%A} {local.day} {local:%B}"


def day_and_time(moment: datetime) -> str:
    """Return both: Tuesday 3 March at 2:05am."""
    return f"{day(moment)} at {clock_time(moment)}"


def environment(*folders: Path) -> Environment:
    """Return the environment of one side: its own template folders first, then the shared ones and the GOV.UK macros.

    Everything is escaped; a missing value is empty, as the GOV.UK macros expect.
    """
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(
        loader=ChoiceLoader([*map(FileSystemLoader, folders), FileSystemLoader(HERE / "templates"), govuk]),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"clock_time": clock_time, "day": day, "day_and_time": day_and_time}
    return env
