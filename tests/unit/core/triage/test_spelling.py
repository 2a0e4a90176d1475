"""Repairing one written word."""

import pytest

from nightdoor.core.triage.spelling import Spelling

SPELLING = Spelling(
    expand={"wanna": ("want", "to"), "kms": ("kill", "myself"), "just": (), "cant": ("cannot",), "u": ("you",)},
    known=frozenset(
        ["i", "die", "kill", "myself", "help", "breathe", "cutting", "stranger", "cannot", "want", "to", "you"]
    ),
    keys=frozenset({"suicidal", "breathing", "strangled"}),
    roots=frozenset({"die", "kill", "myself"}),
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("die", ["die"]),
        ("wanna", ["want", "to"]),
        ("can't", ["cannot"]),
        ("just", []),
        ("d1e", ["die"]),
        ("k1ll", ["kill"]),
        ("k*ll", ["kill"]),
        ("dieeee", ["die"]),
        ("hellllp", ["help"]),
        ("wannaaaa", ["want", "to"]),
        ("cuttin", ["cutting"]),
        ("suicdal", ["suicidal"]),
        ("suicidall", ["suicidal"]),
        ("sucidial", ["suicidal"]),
        ("strangeld", ["strangled"]),
        ("stranger", ["stranger"]),
        ("killmyself", ["kill", "myself"]),
        ("iwannadie", ["i", "want", "to", "die"]),
        ("margaret", ["margaret"]),
        ("2024", ["2024"]),
        ("****", ["****"]),
    ],
)
def test_a_written_word_is_read_as_plain_words(written: str, plain: list[str]) -> None:
    assert list(SPELLING.repair(written)) == plain


def test_an_unknown_word_that_only_contains_an_alarm_word_is_left_whole() -> None:
    assert SPELLING.repair("diesel") == ("diesel",)


def test_a_very_long_word_is_left_as_it_is() -> None:
    assert SPELLING.repair("die" * 1000) == ("die" * 1000,)
