"""What is declared is documented, and what is documented is there."""

import re
from pathlib import Path

import pytest

from nightdoor.cli import COMMANDS
from nightdoor.processes import ALL_SETTINGS

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _settings_named() -> set[str]:
    rows = [line.split("|")[1] for line in OPERATIONS.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z]+_[A-Z_]+)`", row)}


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert _settings_named() == ALL_SETTINGS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"`nightdoor (?:--demo )?([a-z-]+)", text)) - {"serve-"}
    assert named <= set(COMMANDS)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_is_there(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    pictures = tuple(link for link in links if not link.endswith(".png"))
    assert [link for link in pictures if not (document.parent / link).exists()] == []


def test_every_decision_is_in_the_list() -> None:
    listed = set(re.findall(r"\((\d{4}[^)]+)\)", (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in (ROOT / "docs/adr").glob("0*.md")}
