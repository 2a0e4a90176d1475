"""Escalation: what happens while nobody has acknowledged an alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class StepKind(StrEnum):
    """One thing to do for an alert that nobody has acknowledged."""

    PAGE = "page"
    TELL_RESIDENT = "tell_resident"


@dataclass(frozen=True, slots=True)
class Policy:
    """When a page is sent again, and when the resident is told honestly that nobody has answered."""

    page_again_after: timedelta = timedelta(minutes=1)
    tell_resident_after: timedelta = timedelta(minutes=2)

    def first_steps(self, raised_at: datetime) -> list[tuple[StepKind, datetime]]:
        """Return the steps to store with a new alert: page at once, be honest when the time is over."""
        return [(StepKind.PAGE, raised_at), (StepKind.TELL_RESIDENT, raised_at + self.tell_resident_after)]

    def next_page(self, paged_at: datetime) -> datetime:
        """Return when to page again. There is always a next page until somebody acknowledges."""
        return paged_at + self.page_again_after
