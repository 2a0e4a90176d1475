"""Places: from a resident's "near marsh end" or "tb4 2qx" to a point on the map, and how far it is from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""

EARTH_MILES = 3958.8
ALIKE_ENOUGH = 0.86
_FULL = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) ?[0-9][a-z]{2}\b")
_OUTWARD = re.compile(r"\b[a-z]{1,2}[0-9][a-z0-9]?\b")


@dataclass(frozen=True, slots=True)
class Spot:
    """A neighbourhood, or the first half of a postcode. ``within``: the name of the larger place it is part of."""

    name: str
    within: str
    point: Point


class Gazetteer:
    """Every place we know, by its name in small letters."""

    def __init__(self, spots: Iterable[Spot] = ()) -> None:
        self._spots = {spot.name: spot for spot in spots}
        self._exact_first = sorted(self._spots, key=lambda name: (len(self._around(name)), len(name)), reverse=True)

    def find(self, words: str) -> Spot | None:
        """Return the place that these words name: a postcode, a name among other words, or nearly a name."""
        plain = plain_words(words)
        outward = _FULL.findall(plain) + _OUTWARD.findall(plain)
        named = (name for name in self._exact_first if f" {name} " in f" {plain} ")
        nearly = get_close_matches(plain, self._exact_first, n=1, cutoff=ALIKE_ENOUGH)
        names = (name for name in (*outward, *named, *nearly) if name in self._spots)
        return next((self._spots[name] for name in names), None)

    def serves(self, areas: Iterable[str], spot: Spot) -> bool:
        """Whether areas that a service names take in this place. Areas that we do not know shut nobody out."""
        known = [area for area in areas if area in self._spots]
        return not known or any(a in self._around(spot.name) or spot.name in self._around(a) for a in known)

    def _around(self, name: str) -> list[str]:
        """Return a place and the larger ones it lies in, the smallest first."""
        names: list[str] = []
        while name in self._spots and name not in names:
            names.append(name)
            name = self._spots[name].within
        return names


def plain_words(words: str) -> str:
    """Return small letters and single spaces alone: "St. Oswin's" and "st oswins" are one place."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"['\u2019]", "", words.lower())).split())


def miles(one: Point, other: Point) -> float:
    """Return the miles between two points as the crow flies (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((radians(p[0]), radians(p[1])) for p in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(half))
