"""Read raw text into canonical words that remember where in the raw text they stood.

The canonical text is the words, each followed by a space, with one space in front and ` . ` between
sentences: patterns are matched on it, and offsets are carried back to the resident's own words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nightdoor.core.triage.spelling import Spelling

STOP = "."
# Letters of other alphabets that look like ours and are used to slip past filters, or come from phones.
_LOOKALIKE = dict(zip("аеорсухікмтнвԁһӏɡıøđł", "aeopcyxikmthbdhlgiodl", strict=True))
_APOSTROPHES = "’‘`´ʼ′＇"  # noqa: RUF001
_SPELT_OUT = r"[a-z](?:[ ._*-]{1,2}[a-z](?![a-z0-9'@$!*]))+"
_TOKEN = re.compile(
    rf"(?P<spelt>(?<![a-z0-9']){_SPELT_OUT})"
    r"|(?P<word>[a-z0-9@$*]+(?:['!]+[a-z0-9@$*]+)*)"
    r"|(?P<stop>[.!?;\n]+)"
)
_MOST_SPELT = 12


@dataclass(frozen=True)
class Canon:
    """Canonical text with, for each word, where it begins there and its span in the raw text."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    words: frozenset[str]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Carry a span of the canonical text back to the raw text."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, max(start, end - 2)) - 1)
        return self.spans[first][0], max(span[1] for span in self.spans[first : last + 1])


@dataclass(frozen=True)
class Normaliser:
    """Turns raw text into a `Canon`. Never raises for any `str`; time grows linearly with its length."""

    spelling: Spelling
    emoji: Mapping[str, str]

    def read(self, raw: str) -> Canon:
        """Give the canonical words of a raw text."""
        folded, places = self._fold(raw)
        starts: list[int] = []
        spans: list[tuple[int, int]] = []
        written: list[str] = []
        length = 1
        for word, start, end in self._words(folded):
            starts.append(length - 1)
            spans.append((places[start], places[end - 1] + 1) if places else (start, end))
            written.append(word)
            length += len(word) + 1
        text = f" {' '.join(written)} " if written else " "
        return Canon(text, tuple(starts), tuple(spans), frozenset(written))

    def _fold(self, raw: str) -> tuple[str, list[int]]:
        """Lower case, plain letters, words for emoji; and the raw place of each letter (none: the same)."""
        if raw.isascii():
            return raw.lower(), []
        folded: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(raw):
            plain = letter.lower() if letter.isascii() else self._plain(letter)
            folded.append(plain)
            places.extend([place] * len(plain))
        return "".join(folded), places

    def _plain(self, letter: str) -> str:
        named = self.emoji.get(letter)
        return f" {named} " if named else _plain_letter(letter)

    def _words(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Canonical words with their places in the folded text."""
        stopped = True
        for found in _TOKEN.finditer(folded):
            if found.lastgroup == "stop":
                if not stopped:
                    yield STOP, found.start(), found.end()
                stopped = True
                continue
            stopped = False
            pieces = self._spelt_out(found) if found.lastgroup == "spelt" else ((found.group(), *found.span()),)
            for written, start, end in pieces:
                for word in self.spelling.repair(written):
                    yield word, start, end

    def _spelt_out(self, found: re.Match[str]) -> Iterator[tuple[str, int, int]]:
        """Single letters in a row: joined where they spell a known alarm word."""
        letters = [(one.group(), one.start(), one.end()) for one in re.finditer("[a-z]", found.group())]
        place, offset = 0, found.start()
        while place < len(letters):
            size = self._spelt(letters[place : place + _MOST_SPELT])
            here = letters[place : place + size]
            yield "".join(one[0] for one in here), offset + here[0][1], offset + here[-1][2]
            place += size

    def _spelt(self, letters: list[tuple[str, int, int]]) -> int:
        """How many of these single letters make one alarm word: `k m s`, `s.u.i.c.i.d.e`; else one."""
        joined = "".join(one[0] for one in letters)
        known = self.spelling.spelt
        return next((size for size in range(len(joined), 1, -1) if joined[:size] in known), 1)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    """One character outside ASCII as plain small letters; marks and invisible characters vanish."""
    if letter in _APOSTROPHES:
        return "'"
    if letter in "…\u2028\u2029":
        return "."
    plain = "".join(
        _LOOKALIKE.get(part, part)
        for part in unicodedata.normalize("NFKD", letter).lower()
        if unicodedata.category(part) not in ("Mn", "Cf", "Me")
    )
    return plain if plain.isascii() else "".join(part if part.isascii() else " " for part in plain)
