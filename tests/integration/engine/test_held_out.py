"""How well the engine understands sentences that it never trained on."""

from pathlib import Path

import pytest
import yaml

from bot.engine_client import EngineClient
from nightdoor.core.engine import Outcome
from tests.support.engine import ROOT, Conversation

pytestmark = [pytest.mark.engine, pytest.mark.timeout(400)]

HELD_OUT = yaml.safe_load(Path(__file__).with_name("held_out.yml").read_text(encoding="utf-8"))


def share(right: list[bool]) -> float:
    """Return how many of these are right, from 0 to 1."""
    return sum(right) / len(right)


def test_no_held_out_sentence_is_in_the_training_data() -> None:
    trained = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data/nlu").glob("*.yml"))
    lines = {line.strip().removeprefix("- ") for line in trained.splitlines()}
    assert not lines & {text for group in HELD_OUT.values() for texts in group.values() for text in texts}


def test_needs_are_heard(client: EngineClient) -> None:
    heard = [(need, client.understand(text).needs) for need, texts in HELD_OUT["needs"].items() for text in texts]
    assert share([need in needs for need, needs in heard]) >= 0.85
    assert sum(len(needs) for _, needs in heard) / len(heard) <= 1.6


def test_danger_is_heard_and_ordinary_needs_are_no_danger(client: EngineClient) -> None:
    danger = [text for texts in HELD_OUT["crisis"].values() for text in texts]
    ordinary = [text for texts in HELD_OUT["needs"].values() for text in texts]
    assert share([Conversation(client).say(text).outcome is Outcome.CRISIS for text in danger]) >= 0.9
    assert share([Conversation(client).say(text).outcome is Outcome.CRISIS for text in ordinary]) <= 0.05


def test_asides_are_heard_in_the_middle_of_the_form(client: EngineClient) -> None:
    right = []
    for outcome, texts in HELD_OUT["asides"].items():
        for text in texts:
            conversation = Conversation(client)
            conversation.asked = "place"
            right.append(conversation.say(text).outcome is Outcome(outcome))
    assert share(right) >= 0.75
