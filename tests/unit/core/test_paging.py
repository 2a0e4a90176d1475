"""A page says that somebody needs a human, and nothing of who or what."""

from datetime import UTC, datetime, timedelta

import pytest

from nightdoor.core.alert import Alert, AlertState, Reason
from nightdoor.core.escalation import Policy, StepKind
from nightdoor.core.gsm import is_gsm, segments
from nightdoor.core.paging import page_words, page_words_in_the_dark

RAISED = datetime(2026, 11, 24, 2, tzinfo=UTC)
ALERT = Alert(7, 1, 1, "emergency", ("suicide",), (Reason(1, "suicide", "end it", 0, 6),), AlertState.RAISED, RAISED)


@pytest.mark.parametrize("minutes", [0, 1, 45])
def test_it_fits_one_text_and_names_neither_kind_nor_words(minutes: int) -> None:
    words = page_words(ALERT, RAISED + timedelta(minutes=minutes), "https://nightdoor.example.gov.uk")
    assert segments(words) == 1
    assert is_gsm(words)
    assert "suicide" not in words
    assert "end it" not in words
    assert "Alert 7" in words


def test_in_the_dark_it_says_what_to_do() -> None:
    assert "console is down" in page_words_in_the_dark()
    assert segments(page_words_in_the_dark()) <= 2


def test_there_is_always_a_next_page_and_the_resident_is_told_in_time() -> None:
    policy = Policy()
    assert policy.first_steps(RAISED) == [
        (StepKind.PAGE, RAISED),
        (StepKind.TELL_RESIDENT, RAISED + timedelta(minutes=2)),
    ]
    assert policy.next_page(RAISED) > RAISED
