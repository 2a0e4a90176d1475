"""Every rule of the phrasebook catches what it says it catches, and leaves alone what it says it does."""

import pytest

from nightdoor.core.triage import assess
from nightdoor.core.triage.phrasebook import Example
from nightdoor.wording import load_phrasebook

BOOK = load_phrasebook()
LEVELS = {rule.id: rule.level for rule in BOOK.rules}


@pytest.mark.parametrize("example", BOOK.examples, ids=lambda example: f"{example.rule}: {example.text}")
def test_a_rule_keeps_to_its_examples(example: Example) -> None:
    reasons = assess(example.text, [], BOOK).reasons
    fired = any(reason.rule == example.rule and reason.level is LEVELS[example.rule] for reason in reasons)
    assert fired is example.caught


@pytest.mark.parametrize("rule", LEVELS)
def test_every_rule_has_both_sorts_of_example(rule: str) -> None:
    sorts = {example.caught for example in BOOK.examples if example.rule == rule}
    assert sorts == {True, False}
