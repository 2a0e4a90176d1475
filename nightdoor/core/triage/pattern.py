"""The phrasebook's small pattern language, made into one bounded regular expression.

    i want to (die|be dead)    words and alternatives, which may be several words long
    i (do)? not                an optional part; also `now?` for one word
    took .. tablets            up to three words of the same sentence between, none of them "not"; `..6` six
    suicid*                    any ending
    @kin said                  a named list of words from `data/triage/words.yml`
    ^ goodbye $                the beginning of the whole message, the end of a sentence

Words are written as a person would; they go through the same spelling as residents' text, so that
"can't" and "cannot" are one. There is no unbounded repetition: matching time is linear in the text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

_PART = re.compile(r"\s*(?:(\.\.\d*)|(@[a-z_]+)|([a-z0-9']+\*?)|([()|?^$]))")
_USUAL_GAP = 3
_WIDEST_GAP = 8
# A gap does not step over a denial: "I am not suicidal" is not "I am .. suicidal".
_WORD = "(?!(?:not|never|no|without) )[^ .]+ "
# Words so common that looking for them first would save nothing.
_COMMON_WORDS = """
    a about all am an and are as at be been but by can cannot did do does down feel for from get going
    got had has have he her here him his how i if in is it keep know me my no not now of off on or out
    over said say she so that the their them there they think this to told up us want was we what when
    who will with would you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_COST_OF_COMMON = 50


class BadPatternError(ValueError):
    """A pattern that cannot be read; the message quotes the pattern, which is ours and not a resident's."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression over canonical text, and the words without one of which it cannot match.

    An anchor that ends in `*` stands for every word with that beginning.
    """

    regex: str
    anchors: frozenset[str]

    @property
    def cost(self) -> int:
        """How often the anchors will be met in ordinary text, roughly."""
        return sum(_COST_OF_COMMON if word in _COMMON else 1 for word in self.anchors)


Spell = Callable[[str], tuple[str, ...]]


def compile_pattern(source: str, spell: Spell, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """Read one pattern. `spell` gives canonical words of one word; `lists` are the named word lists.

    Raises `BadPatternError` for what cannot be read, or could match without a single word.
    """
    reader = _Reader(source, _split(source), spell, lists)
    parsed = reader.choice()
    if reader.parts[reader.place :] or not parsed.anchors:
        raise BadPatternError(f"not a whole pattern: {source}")
    return parsed


def either(patterns: Sequence[Pattern]) -> Pattern:
    """One pattern that matches where any of several does."""
    if len(patterns) == 1:
        return patterns[0]
    regexes = dict.fromkeys(pattern.regex for pattern in patterns)
    needed = [pattern.anchors for pattern in patterns]
    anchors = frozenset(chain.from_iterable(needed)) if all(needed) else frozenset()
    return Pattern(f"(?:{'|'.join(regexes)})", anchors)


def _split(source: str) -> list[str]:
    parts: list[str] = []
    place = 0
    source = source.strip()
    while place < len(source):
        found = _PART.match(source, place)
        if found is None or found.end() == place:
            raise BadPatternError(f"cannot read: {source}")
        parts.append(found.group().strip())
        place = found.end()
    return parts


@dataclass
class _Reader:
    """A recursive reader over the parts of one pattern."""

    source: str
    parts: list[str]
    spell: Spell
    lists: Mapping[str, Sequence[str]]
    place: int = 0

    def choice(self) -> Pattern:
        branches = [self.row()]
        while self._take("|"):
            branches.append(self.row())
        # A word that text is read without ("just") would leave an empty branch, which matches anything.
        return either([branch for branch in branches if branch.regex] or branches[:1])

    def row(self) -> Pattern:
        pieces: list[Pattern] = []
        while self.place < len(self.parts) and self.parts[self.place] not in ("|", ")"):
            piece = self._piece()
            if self._take("?"):
                piece = Pattern(f"(?:{piece.regex})?", frozenset())
            pieces.append(piece)
        needed = [piece for piece in pieces if piece.anchors]
        best = min(needed, key=lambda piece: piece.cost).anchors if needed else frozenset()
        return Pattern("".join(piece.regex for piece in pieces), best)

    def _piece(self) -> Pattern:
        part = self.parts[self.place]
        self.place += 1
        if part == "(":
            inner = self.choice()
            if not self._take(")"):
                raise BadPatternError(f"an unclosed bracket: {self.source}")
            return Pattern(f"(?:{inner.regex})", inner.anchors)
        if part.startswith(".."):
            return self._gap(part)
        if part in ("^", "$"):
            return Pattern("(?<=^ )" if part == "^" else r"(?=\. |$)", frozenset())
        if part.startswith("@"):
            return self._list(part[1:])
        if part in ("?", ")"):
            raise BadPatternError(f"a stray {part}: {self.source}")
        return self._words(part)

    def _gap(self, part: str) -> Pattern:
        widest = int(part[2:] or _USUAL_GAP)
        if widest > _WIDEST_GAP:
            raise BadPatternError(f"too wide a gap: {self.source}")
        return Pattern(f"(?:{_WORD}){{0,{widest}}}", frozenset())

    def _list(self, name: str) -> Pattern:
        if name not in self.lists:
            raise BadPatternError(f"no such list @{name}: {self.source}")
        return compile_pattern("|".join(self.lists[name]), self.spell, self.lists)

    def _words(self, part: str) -> Pattern:
        if part.endswith("*"):
            return Pattern(f"{re.escape(part[:-1])}[^ ]* ", frozenset({part}))
        words = self.spell(part)
        regex = "".join(f"{re.escape(word)} " for word in words)
        anchor = min(words, key=lambda word: (word in _COMMON, -len(word)), default=None)
        return Pattern(regex, frozenset({anchor}) if anchor else frozenset())

    def _take(self, part: str) -> bool:
        if self.place < len(self.parts) and self.parts[self.place] == part:
            self.place += 1
            return True
        return False
