"""Making a phrasebook out of data."""

from typing import Any

import pytest

from nightdoor.core.triage import Level, assess
from nightdoor.core.triage.build import BadPhrasebookError, build_phrasebook
from nightdoor.core.triage.phrasebook import Phrasebook

SPELLING = {"filler": "just", "expand": {"wanna": "want to"}, "emoji": {}, "keys": "", "not_keys": "", "roots": ""}
GUARDS = {"negated": {"where": "before", "within": "1", "effect": "drop", "patterns": ["not"]}}


def rule(**changes: Any) -> dict[str, Any]:
    return {"id": "a.rule", "level": "emergency", "patterns": ["jump"], "match": [], "never": [], **changes}


def build(*rules: dict[str, Any], guards: list[str] | None = None) -> Phrasebook:
    sheet = {"kind": "suicide", "guards": guards or [], "rules": rules}
    return build_phrasebook({**SPELLING, "common": "", "spelt": ""}, {}, GUARDS, [sheet])


def level(book: Phrasebook, text: str) -> Level:
    return assess(text, [], book).level


def test_a_rule_finds_its_pattern() -> None:
    assert level(build(rule()), "i will jump") is Level.EMERGENCY


def test_the_file_s_guards_hold_for_every_rule() -> None:
    assert level(build(rule(), guards=["negated"]), "i will not jump") is Level.ROUTINE


@pytest.mark.parametrize("free", [{"guarded": "no"}, {"unguarded": ["negated"]}])
def test_a_rule_may_be_free_of_the_file_s_guards(free: dict[str, Any]) -> None:
    assert level(build(rule(**free), guards=["negated"]), "i will not jump") is Level.EMERGENCY


def test_what_a_rule_needs_must_stand_in_the_text_as_well() -> None:
    book = build(rule(needs=["bridge"]))
    assert level(book, "i will jump") is Level.ROUTINE
    assert level(book, "i will jump. the bridge is high") is Level.EMERGENCY


@pytest.mark.parametrize("name", ["guards", "unguarded"])
def test_a_guard_that_does_not_exist_is_refused_by_the_rule_s_name(name: str) -> None:
    with pytest.raises(BadPhrasebookError, match=r"a\.rule: no such guard denied"):
        build(rule(**{name: ["denied"]}))


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(BadPhrasebookError):
        build(rule(), rule())


def test_examples_come_with_the_rule_they_belong_to() -> None:
    book = build(rule(match=["jump now"], never=["jumper"]))
    assert [(one.rule, one.text, one.caught) for one in book.examples] == [
        ("a.rule", "jump now", True),
        ("a.rule", "jumper", False),
    ]
