"""The phrasebook: reviewed rules, made ready once for many messages."""

import re
from collections.abc import Iterator, Mapping
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
class Rule:
    """One thing people say. `needs`, where given, must stand somewhere in the same text as well."""

    id: str
    kind: Kind
    level: Level
    patterns: tuple[Pattern, ...]
    guards: tuple[Guard, ...] = ()
    needs: re.Pattern[str] | None = None

    def left(self, text: str, start: int, end: int) -> Level:
        """The level that is left when every guard has looked at a match."""
        level = self.level
        for guard in self.guards:
            if guard.holds(text, start, end):
                if guard.effect is Effect.DROP:
                    return Level.ROUTINE
                level = Level.ASK
        return level


@dataclass(frozen=True)
class Match:
    """A rule found in canonical text, at the level its guards leave it."""

    rule: Rule
    level: Level
    start: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    """One pattern of a rule, compiled."""

    rule: Rule
    regex: re.Pattern[str]

    def best(self, text: str, since: int) -> Match | None:
        """The strongest match that reaches into the text after `since`, if there is one."""
        best: Match | None = None
        for match in self._matches(text, since):
            if best is None or match.level.rank > best.level.rank:
                best = match
            if best.level is self.rule.level:
                break
        return best

    def _matches(self, text: str, since: int) -> Iterator[Match]:
        for found in self.regex.finditer(text):
            start, end = found.span()
            if end - 1 <= since:
                continue
            level = self.rule.left(text, start, end)
            if level is not Level.ROUTINE:
                yield Match(self.rule, level, start, end)


@dataclass(frozen=True)
class Phrasebook:
    """Every rule, found by the words without which it cannot match, and the normaliser they share."""

    normaliser: Normaliser
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...] = ()
    _phrases: tuple[_Phrase, ...] = field(init=False, repr=False)
    _by_word: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)
    _by_beginning: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pairs = [(rule, pattern) for rule in self.rules for pattern in rule.patterns]
        phrases = tuple(_Phrase(rule, re.compile(f" {pattern.regex}")) for rule, pattern in pairs)
        whole: dict[str, tuple[int, ...]] = {}
        begun: dict[str, tuple[int, ...]] = {}
        for place, (_, pattern) in enumerate(pairs):
            for anchor in sorted(pattern.anchors):
                index = begun if anchor.endswith("*") else whole
                index[anchor.rstrip("*")] = (*index.get(anchor.rstrip("*"), ()), place)
        object.__setattr__(self, "_phrases", phrases)
        object.__setattr__(self, "_by_word", whole)
        object.__setattr__(self, "_by_beginning", begun)

    def find(self, canon: Canon, since: int = 0) -> list[Match]:
        """Every rule's strongest match that reaches past `since` (an offset in the canonical text)."""
        best: dict[str, Match] = {}
        barred: set[str] = set()
        for place in sorted(self._candidates(canon.words)):
            rule = self._phrases[place].rule
            known = best.get(rule.id)
            if rule.id in barred or (known is not None and known.level is rule.level):
                continue
            match = self._phrases[place].best(canon.text, since)
            if match is None or (known is not None and known.level.rank >= match.level.rank):
                continue
            if rule.needs is not None and rule.needs.search(canon.text) is None:
                barred.add(rule.id)
                continue
            best[rule.id] = match
        return list(best.values())

    def _candidates(self, words: frozenset[str]) -> set[int]:
        places: set[int] = set()
        for word in words & self._by_word.keys():
            places.update(self._by_word[word])
        for beginning, phrases in self._by_beginning.items():
            if any(word.startswith(beginning) for word in words):
                places.update(phrases)
        return places
