"""The queue as a CSV file: whole, and no trap for a spreadsheet."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest

from handoff.export import HEAD, as_csv, safe_cell
from nightdoor.core.case import CaseStatus, Urgency
from nightdoor.core.queue import QueueLine

JULY = datetime(2026, 7, 7, 1, 30, tzinfo=UTC)


def _line(who: str) -> QueueLine:
    return QueueLine(
        case_id=7,
        conversation_id=9,
        urgency=Urgency.URGENT,
        requires_action_by=JULY,
        status=CaseStatus.NEW,
        lead="",
        who=who,
        where='LS8, "the flats"',
        what="Housing",
        promised="",
        marks=("Unfinished",),
        channel="text message",
        filed_at=JULY,
    )


def _rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))


def test_every_line_is_a_row_under_its_heading() -> None:
    head, row = _rows(as_csv([_line("Zoë")]))
    assert tuple(head) == HEAD
    assert dict(zip(head, row, strict=True)) == {
        "Case": "7",
        "Urgency": "Urgent",
        "Act by": "2026-07-07 02:30",
        "Filed": "2026-07-07 02:30",
        "Who": "Zoë",
        "Where": 'LS8, "the flats"',
        "What": "Housing",
        "Promised": "",
        "Marks": "Unfinished",
        "Wrote by": "text message",
        "With": "",
    }


@pytest.mark.parametrize("trap", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", "|cmd"])
def test_what_looks_like_a_formula_is_text(trap: str) -> None:
    assert safe_cell(trap) == f"'{trap}"
    assert _rows(as_csv([_line(trap)]))[1][HEAD.index("Who")] == f"'{trap}"


@pytest.mark.parametrize("plain", ["", "Asha", "2 = two", "the -1 floor"])
def test_plain_words_stay_as_they_are(plain: str) -> None:
    assert safe_cell(plain) == plain
