"""Judging one message, with the real phrasebook."""

import pytest

from nightdoor.core.triage import Assessment, Kind, Level, assess
from nightdoor.wording import load_phrasebook

BOOK = load_phrasebook()


def judge(text: str, *recent: str) -> Assessment:
    return assess(text, list(recent), BOOK)


@pytest.mark.parametrize("text", ["", " ", "thanks", "my bin was not collected", "\U0001f600", "1234567890"])
def test_an_ordinary_message_is_routine(text: str) -> None:
    assert judge(text) == Assessment()


def test_the_highest_level_is_the_message_s_level() -> None:
    assessment = judge("i cant go on. im going to kill myself")
    assert assessment.level is Level.EMERGENCY
    assert assessment.reasons[0].level is Level.EMERGENCY


def test_every_kind_is_named_once() -> None:
    assessment = judge("he hit me and i took all my tablets and i want to die. i want to die")
    assert set(assessment.kinds) >= {Kind.DOMESTIC_ABUSE, Kind.OVERDOSE, Kind.SUICIDE}
    assert len(assessment.kinds) == len(set(assessment.kinds))


def test_a_reason_marks_the_words_it_rests_on() -> None:
    text = "Sorry to bother u, I rly wanna d1eee \U0001f62d tonight"
    reason = judge(text).reasons[0]
    assert text[reason.start : reason.end] == reason.words
    assert "wanna d1eee" in reason.words


def test_a_reason_keeps_the_resident_s_words_out_of_its_repr() -> None:
    assert "want to die" not in repr(judge("i want to die"))


def test_a_thought_in_pieces_is_read_as_one() -> None:
    assert judge("to die").level is Level.ROUTINE
    assert judge("to die", "i just want").level is Level.EMERGENCY


def test_the_reason_for_a_thought_in_pieces_marks_what_is_in_this_message() -> None:
    reason = judge("to die", "i just want").reasons[0]
    assert (reason.start, reason.end, reason.words) == (0, 6, "to die")


def test_an_alarm_that_rests_on_earlier_messages_alone_is_not_raised_anew() -> None:
    assert judge("ok thanks for that", "i want to die").level is Level.ROUTINE


def test_only_the_last_few_messages_complete_a_thought() -> None:
    assert judge("to die", "i just want", "a", "b", "c").level is Level.ROUTINE


def test_what_is_taken_back_as_a_joke_still_asks() -> None:
    assert judge("i want to die haha").level is Level.ASK


@pytest.mark.parametrize("level", Level)
def test_levels_have_an_order_and_say_whether_they_page(level: Level) -> None:
    assert level.pages is (level.rank >= Level.VERY_URGENT.rank)
