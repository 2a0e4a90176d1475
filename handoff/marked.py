"""Marking the words that an alert rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from nightdoor.core.alert import Reason


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message, marked or not."""

    text: str
    marked: bool


def pieces(text: str, reasons: Iterable[Reason]) -> list[Piece]:
    """Return the text in pieces, in order, the words of the reasons marked; joined they are the text again."""
    marked = [False] * len(text)
    for reason in reasons:
        for place in range(max(reason.start, 0), min(reason.end, len(text))):
            marked[place] = True
    runs = groupby(range(len(text)), key=marked.__getitem__)
    return [Piece("".join(text[place] for place in places), is_marked) for is_marked, places in runs]
