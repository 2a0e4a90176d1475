"""The small pattern language."""

import re

import pytest

from nightdoor.core.triage.pattern import BadPatternError, Pattern, compile_pattern

LISTS = {"kin": ["mum", "best mate"]}


def spell(word: str) -> tuple[str, ...]:
    return {"can't": ("cannot",), "just": ()}.get(word, (word,))


def compiled(source: str) -> Pattern:
    return compile_pattern(source, spell, LISTS)


def found(source: str, text: str) -> bool:
    return re.search(f" {compiled(source).regex}", f" {text} ") is not None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("want to die", "i want to die"),
        ("want to (die|be dead)", "i want to be dead"),
        ("i (do)? want", "i want"),
        ("now? please", "please"),
        ("took .. tablets", "took a lot of tablets"),
        ("took ..6 tablets", "took one two three four five six tablets"),
        ("suicid*", "suicidality"),
        ("@kin said", "best mate said"),
        ("^ goodbye $", "goodbye"),
        ("goodbye $", "goodbye . then"),
        ("can't cope", "cannot cope"),
        ("(just|only) me", "only me"),
    ],
)
def test_a_pattern_finds_its_words(source: str, text: str) -> None:
    assert found(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("die", "diet"),
        ("die", "bodie"),
        ("took .. tablets", "took one two three four tablets"),
        ("took .. tablets", "took the bus . tablets"),
        ("am .. suicidal", "am not suicidal"),
        ("^ goodbye", "ok goodbye"),
        ("goodbye $", "goodbye then"),
        ("@kin said", "mate said"),
    ],
)
def test_a_pattern_leaves_other_words(source: str, text: str) -> None:
    assert not found(source, text)


@pytest.mark.parametrize("source", ["(die", "die)", "?", "(now)?", "..", "..9 die", "@nobody", "die & kill", ""])
def test_a_pattern_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(BadPatternError):
        compiled(source)


def test_the_anchor_is_the_rarest_part() -> None:
    assert compiled("i want to (strangle|throttle) him").anchors == {"strangle", "throttle"}


def test_a_part_that_may_be_missing_is_no_anchor() -> None:
    assert compiled("(strangle)? him").anchors == {"him"}
