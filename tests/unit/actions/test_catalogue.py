"""The actions and the engine's domain speak of the same things."""

from pathlib import Path
from typing import Any

import yaml

from actions.catalogue import all_actions
from actions.intake import ANSWERED, ASIDES, QUESTIONS, interrupts
from actions.signpost import find_nothing
from nightdoor.core.story import NEEDS
from nightdoor.core.triage import Kind

ROOT = Path(__file__).parents[3]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "bot/domain/listening.yml").read_text(encoding="utf-8"))
INTENTS = set(DOMAIN["intents"])


def test_every_action_of_the_domain_is_served_and_no_other() -> None:
    assert set(DOMAIN["actions"]) == set(all_actions(find_nothing).actions)


def test_the_form_asks_for_the_story() -> None:
    assert tuple(DOMAIN["forms"]["story_form"]["required_slots"]) == QUESTIONS
    assert set(DOMAIN["slots"]) == set(QUESTIONS)


def test_what_interrupts_the_form_is_ignored_by_it() -> None:
    assert set(DOMAIN["forms"]["story_form"]["ignored_intents"]) == {i for i in INTENTS if interrupts(i)}


def test_every_aside_is_an_intent() -> None:
    assert ANSWERED <= ASIDES <= INTENTS


def test_every_need_has_an_intent() -> None:
    assert {i.removeprefix("need_") for i in INTENTS if i.startswith("need_")} == set(NEEDS)


def test_every_crisis_intent_is_a_kind_that_triage_knows() -> None:
    assert {i.removeprefix("crisis_") for i in INTENTS if i.startswith("crisis_")} <= set(Kind)


def test_no_slot_steers_the_dialogue() -> None:
    assert not any(slot["influence_conversation"] for slot in DOMAIN["slots"].values())
