"""The reviewed words: the phrasebook that triage reads by, and every approved line a resident may be sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nightdoor.core.triage import Kind, Phrasebook
from nightdoor.core.triage.build import build_phrasebook

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Helpline:
    """A number people may be given: what to say of it, and when and where that was last checked."""

    key: str
    name: str
    words: str
    hours: str
    source: str
    checked: str


@dataclass(frozen=True)
class Wording:
    """Everything approved, read once: frozen, safe to share between threads."""

    phrasebook: Phrasebook
    helplines: Mapping[str, Helpline]
    precedence: tuple[Kind, ...]
    first: Mapping[Kind, str]
    unanswered: Mapping[Kind, str]
    questions: Mapping[Kind, str]
    lines: Mapping[str, str]

    def first_reply(self, kinds: Iterable[str]) -> str:
        """The one reply sent at once for an alert of these kinds; a kind of another room is passed over."""
        return self._by_foremost(self.first, kinds, "alert")

    def unanswered_reply(self, kinds: Iterable[str]) -> str:
        """What is said when nobody has acknowledged in the set time."""
        return self._by_foremost(self.unanswered, kinds, "unanswered")

    def safety_question(self, kinds: Iterable[str]) -> str:
        """The one direct, kind question asked at level `ask`."""
        return self._by_foremost(self.questions, kinds, "safety_question")

    def line(self, name: str) -> str:
        """An approved line by name. Raises `KeyError` for a name that `replies.yml` does not have."""
        return self.lines[name]

    def _by_foremost(self, replies: Mapping[Kind, str], kinds: Iterable[str], otherwise: str) -> str:
        """The words of the kind that comes first in `precedence`; the plain line where that kind has none."""
        named = set(kinds)
        foremost = [kind for kind in self.precedence if kind in named][:1]
        return next((replies[kind] for kind in foremost if kind in replies), self.lines[otherwise])


def load(data: Path = DATA) -> Wording:
    """Read and check all reviewed words under `data`. Raises `ValueError` or `KeyError` for unusable data."""
    helplines = load_helplines(data)
    replies = _yaml(data / "triage" / "replies.yml")
    numbers = {key: helpline.words for key, helpline in helplines.items()}
    return Wording(
        phrasebook=load_phrasebook(data),
        helplines=helplines,
        precedence=tuple(Kind(kind) for kind in replies["precedence"]),
        first=_by_kind(replies["first"], numbers),
        unanswered=_by_kind(replies["unanswered"], numbers),
        questions=_by_kind(replies["questions"], numbers),
        lines={name: _filled(text, numbers) for name, text in replies["lines"].items()},
    )


def load_helplines(data: Path = DATA) -> dict[str, Helpline]:
    """Read the helplines alone, by key."""
    return {key: Helpline(key=key, **entry) for key, entry in _yaml(data / "helplines.yml").items()}


def load_phrasebook(data: Path = DATA) -> Phrasebook:
    """Read the phrasebook alone."""
    triage = data / "triage"
    sheets = [_yaml(path) for path in sorted((triage / "phrases").glob("*.yml"))]
    return build_phrasebook(
        _yaml(triage / "spelling.yml"), _yaml(triage / "words.yml"), _yaml(triage / "guards.yml"), sheets
    )


def _by_kind(replies: Mapping[str, str], numbers: Mapping[str, str]) -> dict[Kind, str]:
    return {Kind(kind): _filled(text, numbers) for kind, text in replies.items()}


def _filled(text: str, numbers: Mapping[str, str]) -> str:
    return " ".join(text.format_map(numbers).split())


def _yaml(path: Path) -> Any:
    """Read a file as plain text: `BaseLoader` makes nothing else, so that "off" and "no" stay words."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
