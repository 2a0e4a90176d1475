"""Answers that count only when they are exact."""

import pytest

from actions import exact


@pytest.mark.parametrize("text", ["yes", "YES", "Yes please!", " y ", "yeah.", "I agree", "yes, that's fine"])
def test_an_exact_yes_is_consent(text: str) -> None:
    assert exact.consent(text) is True


@pytest.mark.parametrize("text", ["no", "No.", "no thanks", "don't", "nope", "I do not agree"])
def test_an_exact_no_is_a_refusal(text: str) -> None:
    assert exact.consent(text) is False


@pytest.mark.parametrize("text", ["maybe", "ok", "i suppose", "yes but not to him", "no idea", "yesterday", ""])
def test_anything_else_is_neither(text: str) -> None:
    assert exact.consent(text) is None


@pytest.mark.parametrize("text", ["skip", "Rather not say", "dont know", "I'd rather not say.", "N/A"])
def test_a_question_can_be_skipped(text: str) -> None:
    assert exact.is_skip(text)


@pytest.mark.parametrize("text", ["skip bins are full", "next to the church", "pass me a phone"])
def test_words_that_only_begin_like_a_skip_are_an_answer(text: str) -> None:
    assert not exact.is_skip(text)


@pytest.mark.parametrize("text", ["sorry its E8 not E9", "no, actually Sam", "i meant tuesday", "wrong postcode"])
def test_a_correction_is_known_by_its_words(text: str) -> None:
    assert exact.puts_right(text)


def test_being_sorry_for_something_is_no_correction() -> None:
    assert not exact.puts_right("i said i was sorry but he left")
