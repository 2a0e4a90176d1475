"""Triage never raises and never runs away, whatever is written."""

from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdoor.core.triage import Assessment, Level, assess
from nightdoor.wording import load_phrasebook

BOOK = load_phrasebook()
ANY_TEXT = st.text(st.characters(), max_size=400)  # every code point, lone surrogates and NUL among them
ALARM_WORDS = st.lists(st.sampled_from(sorted(BOOK.normaliser.spelling.known)), max_size=60).map(" ".join)
# CPU time of this thread; the promise on a quiet core is a fifth of this (`make bench`), CI machines are not quiet.
MOST_SECONDS = 0.25
HEAVY = [
    "die ",
    "i want to ",
    "k m s ",
    "aaaaaa ",
    "k*** ",
    "*",
    "killmyself",
    "my mum is going to kill me and i took my pills all of them and he is hitting ",
    "not suicidal ",
    "\U0001f52aé ",
    "\0",
    "\ud800",
    "diekillhanghurt ",
    "he she they my mum my dad said is was going to kill ",
    ". ! ? \n",
    "i'i'i'i'",
]


@settings(max_examples=150, deadline=None)
@given(text=ANY_TEXT | ALARM_WORDS, recent=st.lists(ANY_TEXT | ALARM_WORDS, max_size=4))
def test_any_text_is_judged_and_every_reason_lies_within_it(text: str, recent: list[str]) -> None:
    assessment = assess(text, recent, BOOK)
    assert isinstance(assessment, Assessment)
    assert (assessment.level is Level.ROUTINE) is (assessment.reasons == ())
    for reason in assessment.reasons:
        assert 0 <= reason.start < reason.end <= len(text)
        assert text[reason.start : reason.end] == reason.words


@settings(max_examples=50, deadline=None)
@given(text=ANY_TEXT, recent=st.lists(ANY_TEXT, max_size=3))
def test_the_same_text_is_judged_the_same_twice(text: str, recent: list[str]) -> None:
    assert assess(text, recent, BOOK) == assess(text, recent, BOOK)


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(categories=["Lu", "Ll", "Zs", "Po"]), max_size=100))
def test_capitals_change_nothing(text: str) -> None:
    assert assess(text.lower(), [], BOOK).level is assess(text.lower().swapcase().lower(), [], BOOK).level


@pytest.mark.parametrize("unit", HEAVY, ids=ascii)
def test_ten_thousand_characters_made_to_hurt_are_judged_in_time(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    began = thread_time()
    assess(text, [text[:300]] * 3, BOOK)
    assert thread_time() - began < MOST_SECONDS


def test_what_lies_past_ten_thousand_characters_is_not_read() -> None:
    assert assess("a " * 5_000 + "i want to die", [], BOOK).level is Level.ROUTINE


def test_a_cry_at_the_end_of_a_long_message_is_heard() -> None:
    assert assess("la " * 3_000 + "i want to die", [], BOOK).level is Level.EMERGENCY
