"""Helplines stand in one file, each with where it was read; no sentence of ours carries a number of its own."""

import re
from pathlib import Path

import pytest

from nightdoor.wording import DATA, load

HELPLINES = load().helplines
ROOT = DATA.parent
LONG_NUMBERS = sorted({number for line in HELPLINES.values() for number in re.findall(r"\d[\d ]{3,}\d", line.words)})
NAMED = sorted(
    set(re.findall(r"\{(\w+)\}", (DATA / "triage" / "replies.yml").read_text(encoding="utf-8"))) & set(HELPLINES)
)
SPOKEN = [
    *(DATA / room for room in ("triage", "nlu", "rules")),
    *(
        ROOT / room
        for room in ("bot/domain", "bot/web/templates", "handoff/templates", "nightdoor/templates", "actions")
    ),
]
SENTENCES = [path for room in SPOKEN for path in sorted(room.rglob("*")) if path.suffix in (".yml", ".py", ".html")]


@pytest.mark.parametrize("key", HELPLINES)
def test_a_helpline_says_where_and_when_it_was_read(key: str) -> None:
    helpline = HELPLINES[key]
    assert helpline.source.startswith("https://")
    assert helpline.name
    assert helpline.hours
    assert helpline.checked


@pytest.mark.parametrize("key", NAMED)
def test_a_number_in_a_reply_comes_from_a_page_that_was_read(key: str) -> None:
    assert re.search(r"\d{4}-\d\d-\d\d|undated copy", HELPLINES[key].checked)
    assert HELPLINES[key].hours.startswith("always")


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_helpline_s_number_stands_in_what_the_door_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(" ", "")
    assert [number for number in LONG_NUMBERS if number.replace(" ", "") in text] == []


def test_the_numbers_looked_for_are_there() -> None:
    assert {"116 123", "85258", "0800 1111", "0800 111 999"} <= set(LONG_NUMBERS)
