"""What every page of the staff's side needs, put together once in ``handoff/app.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from nightdoor.core import clock, labels, times
from nightdoor.core.alert import OUTCOMES
from nightdoor.core.case import OUTCOME_CODES
from nightdoor.core.queue import URGENCY
from nightdoor.pages import environment
from nightdoor.store import Database

HERE = Path(__file__).parent
STATIC = HERE / "static"


def _pages() -> Environment:
    env = environment(HERE / "templates")
    env.filters |= {"in_words": labels.in_words, "ago": times.ago, "short_day_and_time": times.short_day_and_time}
    env.globals |= {
        "OUTCOMES": OUTCOMES,
        "OUTCOME_CODES": OUTCOME_CODES,
        "URGENCY": URGENCY,
        "CHANNELS": labels.CHANNELS,
    }
    return env


@dataclass(frozen=True)
class Room:
    """The database, the clock, the templates, and the few settings that pages depend on.

    ``pages_a_phone``: a new alert is texted to a duty phone, not only shown here.
    ``farewell`` is the approved line a resident is sent when a duty worker stands down; ``look_every`` is how often
    an open page asks the database for news.
    """

    database: Database
    demonstration: bool = False
    secure: bool = False
    pages_a_phone: bool = False
    farewell: str = ""
    clock: Callable[[], datetime] = clock.now
    look_every: timedelta = timedelta(milliseconds=500)
    pages: Environment = field(default_factory=_pages)

    def part(self, template: str, **facts: Any) -> str:
        """Return a template filled in."""
        return self.pages.get_template(template).render(now=self.clock(), **facts)

    def page(self, template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """Answer with a page."""
        return HTMLResponse(self.part(template, **facts), status)


def room_of(request: Request) -> Room:
    """Return the room of this app."""
    room: Room = request.app.state.room
    return room


InRoom = Annotated[Room, Depends(room_of)]
