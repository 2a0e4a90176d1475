"""Telling a story to the end: each question is answered as it comes, whatever is asked and in whatever order."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.journey import PATIENCE, Night
from tests.support.residents import Resident
from tests.support.servers import wait_until

ANSWERS = {
    "main thing you need help with": "the flat",
    "Where do you live": "Harehills, near the park",
    "What would help": "somebody to talk to the landlord",
    "safe for us to contact": "text me after nine in the morning",
    "What name": "Asha",
    "YES or NO": "yes",
}
"""What is said to each question, found by some of its words."""
DONE = ("Your story is saved", "I will not pass your story on")


def tell(night: Night, resident: Resident, first: str, answers: Mapping[str, str] = ANSWERS) -> None:
    """Tell a story from its first words until we say what happens next."""
    asked = say_and_hear(night, resident, first)
    for _ in range(2 * len(answers)):
        if any(done in asked for done in DONE):
            return
        asked = answer(night, resident, asked, answers)
    raise AssertionError(f"the story does not end: {asked}")


def answer(night: Night, resident: Resident, asked: str, answers: Mapping[str, str] = ANSWERS) -> str:
    """Answer the question that was asked; return what we say to it."""
    found = [words for question, words in answers.items() if question in asked]
    assert found, f"no answer to {asked!r}"
    return say_and_hear(night, resident, found[-1])


def say_and_hear(night: Night, resident: Resident, words: str) -> str:
    """Say something, and return everything that comes in answer once nothing more is on its way."""
    before = len(resident.heard())
    resident.say(words)
    wait_until(lambda: len(resident.heard()) > before, "an answer", PATIENCE)
    night.wait_until_quiet()
    return " ".join(resident.heard()[before:])
