"""What we keep of a text."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.message import LONGEST_TEXT, Channel, Inbound, clean_text


@given(st.text(st.characters(), max_size=200))
def test_cleaned_text_can_be_kept_by_every_database(raw: str) -> None:
    text = clean_text(raw)
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text
    assert clean_text(text) == text


def test_a_lone_surrogate_is_replaced_and_a_true_pair_is_kept() -> None:
    assert clean_text("help \ud83d") == "help \ufffd"
    assert clean_text("help \U0001f622") == "help \U0001f622"


def test_a_very_long_text_is_cut() -> None:
    assert len(clean_text("a" * 20_000)) == LONGEST_TEXT


def test_a_message_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Inbound(Channel.SMS, "+447700900123", "SM1", "hello", datetime(2026, 11, 24, 2))  # noqa: DTZ001
