"""Read a service of Open Referral UK (HSDS 3.0, UK profile) into the facts that signposting needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from nightdoor.core.directory import Service
from nightdoor.core.places import Point, plain_words
from nightdoor.core.read_schedule import read_schedule

Record = Mapping[str, Any]

NATIONWIDE = frozenset({"united kingdom", "uk", "great britain", "gb", "england", "england and wales", "national"})
_NO_VOICE = frozenset({"fax", "textphone", "tty", "pager"})
PHONE = re.compile(r"(?:text [a-z]+ to |text )?\+?\d[\d ]{1,14}\d(?: (?:option|then) \d+)?", re.IGNORECASE)
"""A number as people write it: "01632 960 101", "111 option 2", "text SHOUT to 85258"."""


def read_service(record: Record, needs: Collection[str]) -> Service | None:
    """Return the service; ``None`` where it cannot be offered: it is not active, or there is nothing to ring.

    ``needs`` are those it answers (``services.directory`` finds them at import).
    """
    phone = phone_of(record)
    if record.get("status") != "active" or phone is None:
        return None
    areas = frozenset(_areas(record))
    return Service(
        id=record["id"],
        name=" ".join(record["name"].split()),
        phone=phone,
        needs=frozenset(needs),
        schedules=tuple(s for s in map(read_schedule, _schedules(record)) if s is not None),
        points=tuple(_points(record)),
        areas=areas,
        national=bool(areas & NATIONWIDE),
        minimum_age=_age(record.get("minimum_age")),
        maximum_age=_age(record.get("maximum_age")),
    )


def phone_of(record: Record) -> str | None:
    """Return the number to ring, as it is written. The UK profile drops ``phones``; HSDS and real feeds carry them."""
    for phone in _phones(record):
        found = PHONE.search(str(phone.get("number") or ""))
        if found and str(phone.get("type") or "voice").lower() not in _NO_VOICE:
            return " ".join(found.group().split())
    return None


def terms(record: Record) -> Iterator[tuple[str, str]]:
    """Yield (taxonomy, term) of every taxonomy term of a record, as plain words."""
    for attribute in _list(record, "attributes"):
        term = attribute.get("taxonomy_term") or {}
        for key in ("term", "name", "term_uri"):
            yield str(term.get("taxonomy") or ""), plain_words(str(term.get(key) or ""))


def _phones(record: Record) -> Iterator[Record]:
    yield from _list(record, "phones")
    places = (at.get("location") or {} for at in _list(record, "service_at_locations"))
    for owner in (*_list(record, "contacts"), *_list(record, "service_at_locations"), *places):
        yield from _list(owner, "phones")
    yield from _list(record.get("organization") or {}, "phones")


def _schedules(record: Record) -> Iterator[Record]:
    """Yield the service's own schedules, else those of its locations."""
    own = _list(record, "schedules")
    yield from own
    if not own:
        for at in _list(record, "service_at_locations"):
            yield from _list(at, "schedules")


def _points(record: Record) -> Iterator[Point]:
    for at in _list(record, "service_at_locations"):
        location = at.get("location") or {}
        latitude, longitude = location.get("latitude"), location.get("longitude")
        if isinstance(latitude, int | float) and isinstance(longitude, int | float) and abs(latitude) <= 90:
            yield float(latitude), float(longitude)


def _areas(record: Record) -> Iterator[str]:
    for area in _list(record, "service_areas"):
        for key in ("name", "extent", "service_area"):
            yield from filter(None, [plain_words(str(area.get(key) or ""))])


def _age(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) else None


def _list(record: Record, key: str) -> list[Record]:
    """Return the objects of a list; feeds leave lists out, or write null."""
    items = record.get(key)
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
