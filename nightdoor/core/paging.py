"""What a page says: that somebody needs a human, and where to look. Never a word, name or number of the resident."""

from __future__ import annotations

from datetime import datetime

from nightdoor.core.alert import Alert


def page_words(alert: Alert, now: datetime, staff_url: str) -> str:
    """Return the page for an alert, short enough for one text message."""
    minutes = int((now - alert.raised_at).total_seconds() // 60)
    waiting = f" They have waited {minutes} min." if minutes else ""
    return f"Nightdoor: somebody needs you now. Alert {alert.id}.{waiting} Take it: {staff_url}/duty"


def page_words_in_the_dark() -> str:
    """Return the page for danger that was read while the database, and so the console, was down."""
    return (
        "Nightdoor: somebody may be in danger and the duty console is down. They were told of 999 and Samaritans. "
        "Their words are kept. Ring whoever runs the system now."
    )
