"""The queue as a CSV file that a spreadsheet cannot be tricked by."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from nightdoor.core.clock import london
from nightdoor.core.queue import URGENCY, QueueLine

HEAD = ("Case", "Urgency", "Act by", "Filed", "Who", "Where", "What", "Promised", "Marks", "Wrote by", "With")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def as_csv(lines: Iterable[QueueLine]) -> bytes:
    """Return the lines as UTF-8 with a byte order mark, which spreadsheets want; times are London's."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([safe_cell(cell) for cell in _cells(line)] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet takes for text: what begins like a formula gets an apostrophe (OWASP)."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _cells(line: QueueLine) -> tuple[str, ...]:
    return (
        str(line.case_id),
        URGENCY[line.urgency],
        f"{london(line.requires_action_by):%Y-%m-%d %H:%M}",
        f"{london(line.filed_at):%Y-%m-%d %H:%M}",
        line.who,
        line.where,
        line.what,
        line.promised,
        "; ".join(line.marks),
        line.channel,
        line.lead,
    )
