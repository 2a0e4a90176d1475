"""Plain yes, plain no, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.answers import reads_as_no, reads_as_yes


@pytest.mark.parametrize("text", ["yes", "YES!", " yeah ", "Yh", "i am", "Yes please."])
def test_a_plain_yes(text: str) -> None:
    assert reads_as_yes(text)
    assert not reads_as_no(text)


@pytest.mark.parametrize("text", ["no", "Nope.", "nah", "no thanks", "I'm ok", "no i\u2019m not"])
def test_a_plain_no(text: str) -> None:
    assert reads_as_no(text)
    assert not reads_as_yes(text)


@pytest.mark.parametrize(
    "text", ["maybe", "ok", "yes and no", "no idea", "not sure", "", "yes but only if he isnt told"]
)
def test_what_is_neither(text: str) -> None:
    assert not reads_as_yes(text)
    assert not reads_as_no(text)


@given(st.text(max_size=100))
def test_nothing_is_both(text: str) -> None:
    assert not (reads_as_yes(text) and reads_as_no(text))
