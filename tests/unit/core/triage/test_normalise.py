"""Reading raw text into canonical words that remember where they stood."""

import pytest

from nightdoor.core.triage.normalise import Canon, Normaliser
from nightdoor.core.triage.spelling import Spelling

SPELLING = Spelling(
    expand={"wanna": ("want", "to"), "just": (), "cant": ("cannot",), "kms": ("kill", "myself")},
    known=frozenset(["i", "want", "to", "die", "kill", "myself", "cannot", "breathe", "help"]),
    spelt=frozenset({"kms", "die"}),
)
NORMALISER = Normaliser(SPELLING, {"\U0001f52a": "knife"})


def read(text: str) -> Canon:
    return NORMALISER.read(text)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("I WANNA die!!", " i want to die . "),
        ("I can’t breathe", " i cannot breathe "),  # noqa: RUF001
        ("i just   want\tto die", " i want to die "),
        ("help... me\nplease", " help . me . please "),
        ("d i e", " die "),
        ("k.m.s now", " kill myself now "),
        ("i a m ok", " i a m ok "),
        ("ｄｉｅ", " die "),  # noqa: RUF001
        ("dié", " die "),
        ("d\u200bie", " die "),
        ("dіе", " die "),  # noqa: RUF001
        ("\U0001f52a here", " knife here "),
        ("", " "),
        ("\U0001f600", " "),
        ("self-harm", " self harm "),
    ],
)
def test_text_is_read_as_canonical_words(raw: str, canonical: str) -> None:
    assert read(raw).text == canonical


@pytest.mark.parametrize("raw", ["I really wanna die now", "…ｉ wanna die, ok", "\U0001f52a i wanna d i e"])  # noqa: RUF001
def test_a_span_is_carried_back_to_the_words_as_they_were_written(raw: str) -> None:
    canon = read(raw)
    start = canon.text.index(" want to die")
    begin, end = canon.raw_span(start, start + len(" want to die "))
    assert raw[begin:end] in ("wanna die", "wanna d i e")


def test_every_word_knows_its_place() -> None:
    canon = read("help i cant breathe")
    assert [canon.text[place + 1] for place in canon.starts] == ["h", "i", "c", "b"]
    assert canon.spans == ((0, 4), (5, 6), (7, 11), (12, 19))
