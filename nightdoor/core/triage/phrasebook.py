"""The phrasebook: reviewed rules, made ready once for many messages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nightdoor.core.triage.guard import Effect, Guard
from nightdoor.core.triage.model import Kind, Level
from nightdoor.core.triage.normalise import Canon, Normaliser
from nightdoor.core.triage.pattern import Pattern


@dataclass(frozen=True)
class Example:
    """A message a rule must catch (`caught`) or must leave alone."""

    rule: str
    text: str
    caught: bool


@dataclass(frozen=True)
class Match:
    """A rule found in canonical text, at the level its guards leave it."""

    rule: "Rule"
    level: Level
    start: int
    end: int


@dataclass(frozen=True)
class Rule:
    """One thing people say. `needs`, where given, must stand somewhere in the same text as well."""

    id: str
    kind: Kind
    level: Level
    pattern: Pattern
    guards: tuple[Guard, ...] = ()
    needs: re.Pattern[str] | None = None
    regex: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(f" {self.pattern.regex}"))

    def best(self, text: str, since: int) -> Match | None:
        """The strongest match that reaches into the text after `since`, if there is one."""
        best: Match | None = None
        for match in self._matches(text, since):
            if best is None or match.level.rank > best.level.rank:
                best = match
            if best.level is self.level:
                break
        return best

    def _matches(self, text: str, since: int) -> Iterator[Match]:
        for found in self.regex.finditer(text):
            if found.end() - 1 <= since:
                continue
            if self.needs is not None and self.needs.search(text) is None:
                return
            level = self._left(text, *found.span())
            if level is not Level.ROUTINE:
                yield Match(self, level, *found.span())

    def _left(self, text: str, start: int, end: int) -> Level:
        """The level that is left when every guard has spoken."""
        level = self.level
        for guard in self.guards:
            if guard.holds(text, start, end):
                if guard.effect is Effect.DROP:
                    return Level.ROUTINE
                level = Level.ASK
        return level


@dataclass(frozen=True)
class Phrasebook:
    """Every rule, found by the words without which it cannot match, and the normaliser they share."""

    normaliser: Normaliser
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...] = ()
    _by_word: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)
    _by_beginning: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = enumerate(self.rules)
        anchors = [(anchor, place) for place, rule in places for anchor in sorted(rule.pattern.anchors)]
        whole = _grouped([(anchor, place) for anchor, place in anchors if not anchor.endswith("*")])
        begun = _grouped([(anchor[:-1], place) for anchor, place in anchors if anchor.endswith("*")])
        object.__setattr__(self, "_by_word", whole)
        object.__setattr__(self, "_by_beginning", begun)

    def find(self, canon: Canon, since: int = 0) -> list[Match]:
        """Every rule's best match that reaches past `since` (an offset in the canonical text)."""
        found = (self.rules[place].best(canon.text, since) for place in sorted(self._candidates(canon.words)))
        return [match for match in found if match is not None]

    def _candidates(self, words: frozenset[str]) -> set[int]:
        places: set[int] = set()
        for word in words:
            places.update(self._by_word.get(word, ()))
        for beginning, rules in self._by_beginning.items():
            if any(word.startswith(beginning) for word in words):
                places.update(rules)
        return places


def _grouped(pairs: Sequence[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    grouped: dict[str, list[int]] = {}
    for word, place in pairs:
        grouped.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in grouped.items()}
