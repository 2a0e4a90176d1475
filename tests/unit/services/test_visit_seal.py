"""Tokens and words that only we can make."""

from datetime import UTC, datetime, timedelta

import pytest

from nightdoor.services.visit_seal import WORDS, Seal

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SEAL = Seal(b"a secret for tests alone")
OTHER = Seal(b"another secret for tests")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Seal(b"short")


def test_the_words_are_easy_and_apart_by_their_first_four_letters() -> None:
    assert len(WORDS) >= 1000
    assert len({word[:4] for word in WORDS}) == len(WORDS)
    assert all(word.isascii() and word.islower() and word.isalpha() and len(word) <= 10 for word in WORDS)


def test_a_token_says_its_address_to_us_alone() -> None:
    token = SEAL.fresh_token(NOW, "abc123")
    assert SEAL.address_in(token, NOW) == "abc123"
    assert OTHER.address_in(token, NOW) is None


@pytest.mark.parametrize("bad", ["", ".", "a.b.c.d", "....", "a.b.c", "é.1.2.é", "x" * 5000])
def test_what_is_no_token_has_no_address(bad: str) -> None:
    assert SEAL.address_in(bad, NOW) is None


def test_a_token_whose_address_was_changed_is_no_token() -> None:
    assert SEAL.address_in(SEAL.fresh_token(NOW, "abc123").replace("abc123", "abc124"), NOW) is None


def test_a_token_is_of_one_night() -> None:
    token = SEAL.fresh_token(NOW)
    assert SEAL.address_in(token, NOW + timedelta(hours=11)) is not None
    assert SEAL.address_in(token, NOW + timedelta(hours=12)) is None
    assert SEAL.address_in(token, NOW - timedelta(hours=1)) is None


def test_a_seed_always_grows_into_the_same_token() -> None:
    seed = SEAL.fresh_seed(NOW)
    assert SEAL.token_of(seed, NOW) == SEAL.token_of(seed, NOW + timedelta(minutes=3))
    assert SEAL.token_of(SEAL.fresh_seed(NOW), NOW) != SEAL.token_of(seed, NOW)
    assert SEAL.token_of(seed, NOW + timedelta(hours=13)) is None
    assert SEAL.token_of("nonsense", NOW) is None


def test_three_words_are_known_again_with_slips_and_capitals() -> None:
    words = SEAL.words_of("abc123")
    kept = SEAL.words_hash(words)
    assert kept is not None
    assert SEAL.words_hash(f"  {words.upper().replace(' ', ', ')}. ") == kept
    first, second, third = words.split()
    assert SEAL.words_hash(f"{first} {second} {third[:4]}xx") == kept
    assert OTHER.words_hash(words) != kept


@pytest.mark.parametrize("bad", ["", "one", "apple apple", "zzzz qqqq xxxx", "😀 😀 😀", "a b c d", "\x00"])
def test_what_cannot_be_three_of_our_words_has_no_hash(bad: str) -> None:
    assert SEAL.words_hash(bad) is None


def test_another_draw_gives_other_words() -> None:
    assert SEAL.words_of("abc123", 0) != SEAL.words_of("abc123", 1)
