"""A bank of messages as a UK night brings them, written for this project: half tuned on, half kept back.

The halves are parted by a hash of the text; messages of the kind `ordinary` were all tuned on.

`now` must page; `ask` must at least be asked about; `no` must not page. Floors, not goals: a change
that falls below one is looked at. Raise them when triage gets better.
"""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from nightdoor.core.triage import Kind, Level, assess
from nightdoor.wording import load_phrasebook

BOOK = load_phrasebook()


class Entry(NamedTuple):
    """One message of the bank, with what a careful reader would do."""

    id: str
    kind: str
    label: str
    half: str
    text: str


BANK = [
    Entry(**json.loads(line))
    for line in (Path(__file__).parent / "bank.jsonl").read_text(encoding="utf-8").splitlines()
]
LEVELS = {entry.id: assess(entry.text, [], BOOK).level for entry in BANK}


def share(half: str, label: str, wanted: Callable[[Level], bool]) -> float:
    """The share of a half's messages with a label whose level is as wanted."""
    levels = [LEVELS[entry.id] for entry in BANK if (entry.half, entry.label) == (half, label)]
    return sum(map(wanted, levels)) / len(levels)


def pages(level: Level) -> bool:
    return level.pages


def speaks(level: Level) -> bool:
    return level is not Level.ROUTINE


FLOORS = {"tuned": (0.98, 0.98, 0.92, 0.01), "kept": (0.85, 0.86, 0.68, 0.07)}


@pytest.mark.parametrize("half", FLOORS)
def test_the_bank_is_judged_at_least_as_well_as_before(half: str) -> None:
    now_paged, now_heard, ask_heard, no_paged = FLOORS[half]
    assert share(half, "now", pages) >= now_paged
    assert share(half, "now", speaks) >= now_heard
    assert share(half, "ask", speaks) >= ask_heard
    assert share(half, "no", pages) <= no_paged


def test_the_bank_holds_every_kind_both_ways() -> None:
    held = {(entry.kind, entry.label) for entry in BANK}
    assert held >= {(kind.value, label) for kind in Kind for label in ("now", "no")}
    assert len(BANK) >= 300


def test_no_message_stands_in_the_bank_twice() -> None:
    assert Counter(entry.text for entry in BANK).most_common(1)[0][1] == 1
    assert Counter(entry.id for entry in BANK).most_common(1)[0][1] == 1
