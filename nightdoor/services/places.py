"""Read the gazetteer: the neighbourhoods and postcodes of a council, and roughly where each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from nightdoor.core.places import Spot, plain_words


def read_places(data: Path) -> list[Spot]:
    """Return every place of ``directory/places.yml``: ``name: {within, at: [latitude, longitude], also: [names]}``."""
    entries = yaml.safe_load((data / "directory/places.yml").read_text(encoding="utf-8"))
    return [spot for name, entry in entries.items() for spot in _spots(name, entry)]


def _spots(name: str, entry: Mapping[str, Any]) -> Iterator[Spot]:
    """Yield a place under its name and each other name that people use."""
    latitude, longitude = entry["at"]
    for alias in (name, *entry.get("also", ())):
        yield Spot(plain_words(alias), plain_words(entry.get("within", "")), (latitude, longitude))
