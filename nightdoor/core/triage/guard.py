"""Guards: words near a phrase that make it mean less (denied, past, a figure of speech, homework)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from nightdoor.core.triage.pattern import Pattern, either

_NEAR = 90
_SENTENCE = 110


class Where(str, Enum):
    """Where a guard must stand to count."""

    BEFORE = "before"
    AFTER = "after"
    OVER = "over"
    SENTENCE = "sentence"
    ANYWHERE = "anywhere"


class Effect(str, Enum):
    """What a guard does to a phrase: silence it, or let it only ask."""

    DROP = "drop"
    ASK = "ask"


@dataclass(frozen=True)
class Guard:
    """One named guard. Every look is at a window of fixed size, so the cost of a match has a bound."""

    name: str
    where: Where
    effect: Effect
    regex: re.Pattern[str]

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether this guard stands where it must for the match at `start`..`end` of canonical text."""
        if self.where is Where.BEFORE:
            return self.regex.search(text, max(0, start - _NEAR), start + 1) is not None
        if self.where is Where.AFTER:
            return self.regex.match(text, end - 1, end + _NEAR) is not None
        if self.where is Where.OVER:
            return self._overlaps(text, start, end)
        if self.where is Where.SENTENCE:
            return self.regex.search(text, *_sentence(text, start, end)) is not None
        return self.regex.search(text) is not None

    def _overlaps(self, text: str, start: int, end: int) -> bool:
        found = self.regex.finditer(text, max(0, start - _NEAR), end + _NEAR)
        return any(one.start() < end - 1 and one.end() - 1 > start for one in found)


def build_guard(name: str, where: Where, effect: Effect, within: int, patterns: Sequence[Pattern]) -> Guard:
    """Make a guard; `within` words may stand between it and the phrase (before and after only)."""
    body = either(patterns).regex
    between = f"(?:[^ .]+ ){{0,{within}}}"
    regex = {Where.BEFORE: f" {body}{between}$", Where.AFTER: f" {between}{body}"}.get(where, f" {body}")
    return Guard(name, where, effect, re.compile(regex))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match, at most `_SENTENCE` characters to each side."""
    begin = text.rfind(" . ", max(0, start - _SENTENCE), start + 1)
    stop = text.find(" . ", end - 1, end + _SENTENCE)
    return (
        max(0, start - _SENTENCE) if begin < 0 else begin + 2,
        min(len(text), end + _SENTENCE) if stop < 0 else stop + 1,
    )
