"""Repair one written word: text-speak, misspellings, leetspeak, masks, stretched letters, lost spaces.

Everything it knows is reviewed data (`data/triage/spelling.yml`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_LEET = str.maketrans("013457@$!", "oieastasi")
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_JOINED = 6
_LONGEST_JOINED = 40
_LONGEST_WORD = 24
_REMEMBERED = 8192


@dataclass(frozen=True)
class Spelling:
    """The tables of repair, and the words the phrasebook knows.

    `expand` maps a written form to canonical words (an empty tuple drops it as filler); `known` are words
    left as they are; `keys` are long alarm words whose one-letter misspellings are put right; `roots` are
    the alarm words for whose sake a run-together word is taken apart; `spelt` are written letter by letter.
    """

    expand: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    keys: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    spelt: frozenset[str] = frozenset()
    _shorter: Mapping[str, str] = field(init=False, repr=False)
    _rooted: re.Pattern[str] = field(init=False, repr=False)
    _remembered: Callable[[str], tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        shorter = {cut: key for key in sorted(self.keys) for cut in (key, *_cuts(key))}
        object.__setattr__(self, "_shorter", shorter)
        rooted = "|".join(map(re.escape, sorted(self.roots))) or r"(?!)"
        object.__setattr__(self, "_rooted", re.compile(rooted))
        # Words recur; single words, in no order and without their sender, are held in memory alone.
        object.__setattr__(self, "_remembered", lru_cache(_REMEMBERED)(self._repair))

    def repair(self, written: str) -> tuple[str, ...]:
        """Give the canonical words of one written, lower-case word; unknown words come back as they are."""
        return self._remembered(written) if len(written) <= _LONGEST_WORD else self._repair(written)

    def _repair(self, written: str) -> tuple[str, ...]:
        expanded = self.expand.get(written)
        if expanded is not None:
            return expanded
        word = written.replace("'", "")
        if self._settled(word):
            return self._final(word)
        for candidate in self._candidates(word):
            if self._settled(candidate):
                return self._final(candidate)
        return self._taken_apart(word) or (word,)

    def _settled(self, word: str) -> bool:
        return word in self.expand or word in self.known or word in self.keys

    def _final(self, word: str) -> tuple[str, ...]:
        return self.expand.get(word, (word,))

    def _candidates(self, word: str) -> Iterable[str]:
        """The readings worth trying, likeliest first."""
        if len(word) > _LONGEST_WORD * 4:
            return
        plain = word.translate(_LEET) if not word.isalpha() and not word.isdigit() else word
        if plain != word:
            yield plain
        if plain.endswith("in"):
            yield f"{plain}g"
        if "*" in word:
            yield from self._masked(word)
        if _DOUBLED.search(plain):
            yield _STRETCHED.sub(r"\1\1", plain)
            yield _STRETCHED.sub(r"\1", plain)
            yield _DOUBLED.sub(r"\1", plain)
        if self.keys and _SHORTEST_JOINED - 1 <= len(plain) <= _LONGEST_WORD:
            yield from self._near(plain)

    def _masked(self, word: str) -> Iterable[str]:
        """Words hidden behind stars: k*ll, su**ide."""
        if not word.strip("*") or len(word) > _LONGEST_WORD:
            return
        for hidden in sorted(self.roots | self.keys):
            if len(hidden) == len(word) and all(seen in ("*", true) for seen, true in zip(word, hidden, strict=True)):
                yield hidden

    def _near(self, word: str) -> Iterable[str]:
        """Alarm words one letter away: added, dropped, changed or swapped."""
        for cut in (word, *_cuts(word)):
            key = self._shorter.get(cut)
            if key is not None and key[0] == word[0]:
                yield key
                return

    def _taken_apart(self, word: str) -> tuple[str, ...]:
        """Split a run-together word ("iwanttodie") when every part is known and one is an alarm word."""
        if not _SHORTEST_JOINED <= len(word) <= _LONGEST_JOINED or not self._rooted.search(word):
            return ()
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                head, part = best[start], word[start:end]
                if head is not None and self._is_part(part) and self._shorter_split(head, best[end]):
                    best[end] = (*head, part)
        parts = best[-1] or ()
        if not self.roots.intersection(parts):
            return ()
        return tuple(piece for part in parts for piece in self._final(part))

    def _is_part(self, part: str) -> bool:
        return part == "i" or (len(part) > 1 and self._settled(part))

    @staticmethod
    def _shorter_split(head: tuple[str, ...], best: tuple[str, ...] | None) -> bool:
        return best is None or len(head) + 1 < len(best)


def _cuts(word: str) -> list[str]:
    """Every word one letter shorter."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]
