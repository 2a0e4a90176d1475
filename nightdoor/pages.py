"""What the pages of both sides stand on: one template environment, one folder of static files."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from nightdoor.core.times import clock_time, day, day_and_time
from nightdoor.wording import load_helplines

HERE = Path(__file__).parent
STATIC = HERE / "static"
"""Served at ``/static`` on both sides: the GOV.UK components, compiled, and the look of the house."""


def environment(*folders: Path) -> Environment:
    """Return the environment of one side: its own template folders first, then the shared ones and the GOV.UK macros.

    Everything is escaped; a missing value is empty, as the GOV.UK macros expect. ``helplines`` are those of
    ``data/helplines.yml`` by key: no page writes a number of its own.
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
    env.globals["helplines"] = load_helplines()
    return env
