"""Text messages: their alphabet, what they cost, where they are cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.gsm import BASIC, EXTENSION, is_gsm, segments, split_for_sms, to_gsm

gsm_text = st.text(alphabet=sorted(BASIC | EXTENSION), max_size=1200)
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=900)
words = st.lists(st.from_regex(r"[A-Za-z0-9,.!?'ŵé]{1,25}", fullmatch=True), max_size=150).map(" ".join)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_basic_alphabet_has_127_characters_and_the_extension_ten() -> None:
    assert (len(BASIC), len(EXTENSION)) == (127, 10)
    assert not BASIC & EXTENSION


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("ŵ" * 134, 2),
        ("ŵ" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),
        ("a" * 70 + "ŵ", 2),
    ],
)
def test_segments_are_counted_as_the_networks_count_them(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("\u201cI can\u2019t\u201d \u2013 he said\u2026", '"I can\'t" - he said...'),
        ("ring\u00a0999\u2014now", "ring 999-now"),
        ("a\u200bb\ufeff\tc\r\nd", "ab c\nd"),
        ("\u2022 first", "- first"),
        ("Gŵyl 😀 £5 €6", "Gŵyl 😀 £5 €6"),
    ],
)
def test_typographers_marks_become_plain_and_letters_stay(raw: str, plain: str) -> None:
    assert to_gsm(raw) == plain


def test_a_curly_quote_no_longer_doubles_the_price() -> None:
    text = "We\u2019re here. " * 12
    assert segments(text) == 3
    assert segments(to_gsm(text)) == 1


def test_a_short_message_stays_whole() -> None:
    assert split_for_sms("  Thank you. We have it.\n") == ["Thank you. We have it."]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\ufeff"])
def test_a_blank_text_sends_nothing(text: str) -> None:
    assert split_for_sms(text) == []


def test_a_long_message_is_cut_where_a_sentence_ends() -> None:
    first = "You can ring the Samaritans on 116 123 at any time of the day or night, and it is free."
    second = "Shout answers texts: send the word SHOUT to 85258 and somebody will write back."
    assert split_for_sms(f"{first} {second}", most_segments=1) == [first, second]


def test_a_paragraph_is_a_better_border_than_a_sentence() -> None:
    first = "Here are two places. " + "They are open now and near to you, so you can go there. " * 2
    text = f"{first.strip()}\n\nFood bank, Mill Road. It opens at nine."
    assert split_for_sms(text, most_segments=1) == [first.strip(), "Food bank, Mill Road. It opens at nine."]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    first = "a" * 80 + ' said "I am here."'
    assert split_for_sms(f"{first} {'b ' * 60}", most_segments=1)[0] == first


@pytest.mark.parametrize("number", ["116 123", "0300 123 6600", "07700 900 123"])
@pytest.mark.parametrize("before", range(140, 162))
def test_a_telephone_number_is_never_parted(number: str, before: int) -> None:
    text = "w" * 30 + " " + "x" * (before - 32) + " " + number + " and " + "y" * 60
    assert any(number in part for part in split_for_sms(text, most_segments=1))


@pytest.mark.parametrize("before", range(90, 162))
def test_an_address_of_a_page_is_never_parted(before: int) -> None:
    link = "https://www.samaritans.org/how-we-can-help/contact-samaritan/?a=1,2.3;4"
    text = "See " + "x" * (before - 5) + " " + link + " or ring."
    assert any(link in part for part in split_for_sms(text, most_segments=1))


def test_a_word_longer_than_a_message_is_cut_all_the_same() -> None:
    assert split_for_sms("x" * 400, most_segments=1) == ["x" * 160, "x" * 160, "x" * 80]


def test_a_drawn_character_is_not_cut_in_two() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    parts = split_for_sms(family * 40, most_segments=1)
    assert "".join(parts) == family * 40
    assert all(part.startswith("\U0001f468") for part in parts)


def test_one_emoji_does_not_make_every_part_dear() -> None:
    parts = split_for_sms("We have your message and will read it soon. " * 9 + "😀", most_segments=1)
    assert [is_gsm(part) for part in parts] == [True] * (len(parts) - 1) + [False]


@given(any_text, st.integers(1, 4))
def test_nothing_but_white_space_is_lost_and_every_part_fits(text: str, most: int) -> None:
    parts = split_for_sms(text, most)
    assert bare("".join(parts)) == bare(to_gsm(text))
    assert all(part.strip() and segments(part) <= most for part in parts)


@given(gsm_text)
def test_gsm_text_stays_gsm(text: str) -> None:
    assert is_gsm(text)
    assert all(is_gsm(part) for part in split_for_sms(text))


@given(words, st.integers(1, 3))
def test_words_are_never_parted(text: str, most: int) -> None:
    whole = set(text.split())
    assert all(word in whole for part in split_for_sms(text, most) for word in part.split())


@given(any_text)
def test_making_plain_twice_changes_nothing_more(text: str) -> None:
    assert to_gsm(to_gsm(text)) == to_gsm(text)


@given(any_text, any_text)
def test_more_text_never_costs_less(text: str, more: str) -> None:
    assert segments(text + more) >= segments(text)


def test_ten_thousand_characters_are_split_quickly_enough_to_finish() -> None:
    parts = split_for_sms("Nobody came. " * 769 + "😀")
    assert sum(len(part) for part in parts) > 9_000
