"""The words that stop and start messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.keywords import HELP_WORDS, START_WORDS, STOP_WORDS, kind_of_words
from nightdoor.core.message import MessageKind


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_each_word_that_twilio_blocks_at_is_an_opt_out(word: str) -> None:
    assert kind_of_words(f" {word.upper()} ") is MessageKind.OPT_OUT


@pytest.mark.parametrize("word", ["yes", "Yes", "YES"])
def test_yes_stays_an_answer(word: str) -> None:
    assert kind_of_words(word) is MessageKind.TEXT


@given(st.sampled_from(sorted(STOP_WORDS | START_WORDS | HELP_WORDS)), st.text(min_size=1).filter(str.strip))
def test_a_keyword_with_anything_beside_it_is_words(word: str, more: str) -> None:
    joined = f"{word} {more}"
    assert kind_of_words(joined) is MessageKind.TEXT or joined.strip().casefold() in STOP_WORDS
