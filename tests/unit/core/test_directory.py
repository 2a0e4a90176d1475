"""What of a service is offered, in one text message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.directory import Offer, Service, distance_words, why_offered
from nightdoor.core.gsm import is_gsm, segments


def offer(name: str = "Old Quay Advice", why: str = "housing", **more: str) -> Offer:
    return Offer("1", name, more.get("phone", "01632 960101"), more.get("hours", "Opens today 9am"), why)


def service(*needs: str, phone: str = "01632 960114") -> Service:
    return Service("1", "Tess Haven", phone, frozenset(needs))


def test_a_text_says_what_it_is_the_number_and_when() -> None:
    assert offer().sms_text() == "Old Quay Advice (housing): 01632 960101. Opens today 9am."


@given(st.text(max_size=400), st.text(max_size=80))
def test_a_text_is_one_message_whatever_the_name(name: str, why: str) -> None:
    text = offer(name, why).sms_text()
    assert len(text) <= 160
    assert is_gsm(text)
    assert segments(text) == 1
    assert text.endswith(": 01632 960101. Opens today 9am.")


def test_a_long_name_is_cut_between_words_and_the_number_is_not() -> None:
    text = offer("Tessbridge " * 30).sms_text()
    assert text.endswith("Tessbridge..: 01632 960101. Opens today 9am.")
    assert set(text.split("..")[0].split()) == {"Tessbridge"}


def test_letters_that_text_messages_have_not_are_written_plain() -> None:
    assert offer("Café Łódź [Polski]", "").sms_text().startswith("Café odz Polski: ")


def test_the_name_of_a_private_service_is_never_shown() -> None:
    assert service("domestic_abuse", "housing").shown_name == "A private phone line"
    assert service("domestic_abuse", phone="0808 2000 247").shown_name == "A free, private phone line"
    assert why_offered(service("domestic_abuse", "housing"), ("domestic_abuse", "housing")) == ""


def test_a_private_service_answers_only_who_asked_for_one() -> None:
    refuge = service("domestic_abuse", "homelessness")
    assert not refuge.answers(frozenset({"homelessness"}))
    assert refuge.answers(frozenset({"homelessness", "domestic_abuse"}))


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(None, None, ""), (0, 100, ""), (18, None, "adults"), (55, None, "ages 55 and over"), (11, 25, "ages 11 to 25")],
)
def test_whom_it_is_for_is_said_where_it_is_not_for_everybody(least: int | None, most: int | None, words: str) -> None:
    known = Service("1", "Youth Talk", "1", frozenset({"housing"}), minimum_age=least, maximum_age=most)
    assert known.for_whom == words
    assert why_offered(known, ("housing",)) == ", ".join(filter(None, ["housing", words]))


def test_what_the_name_says_already_is_not_said_twice() -> None:
    known = Service("1", "Housing Options", "1", frozenset({"housing"}))
    assert why_offered(known, ("housing",)) == ""


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0.1, "Very near"),
        (0.5, "Less than a mile away"),
        (1.2, "About a mile away"),
        (3.6, "About 4 miles away"),
    ],
)
def test_distance_is_said_as_people_say_it(miles: float, words: str) -> None:
    assert distance_words(miles) == words
