"""The directory of services and places, as signposting reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, func, insert, select, update

from nightdoor.core.directory import Service
from nightdoor.core.open_referral import read_service
from nightdoor.core.places import Gazetteer, Spot
from nightdoor.core.signposting import Directory
from nightdoor.store.database import Tx
from nightdoor.store.tables import place, service

Version = tuple[object, ...]

_ready: WeakKeyDictionary[Engine, tuple[Version, Directory]] = WeakKeyDictionary()
"""Hundreds of records take longer to read than a resident's turn may: they are read once per import and database."""


def directory(tx: Tx) -> Directory:
    """Return every service that can be offered and every place, read anew only after an import."""
    version = _version(tx)
    kept = _ready.get(tx.engine)
    if kept is None or kept[0] != version:
        kept = version, Directory(_services(tx), Gazetteer(_spots(tx)))
        _ready[tx.engine] = kept
    return kept[1]


def keep_service(tx: Tx, record: Mapping[str, Any], needs: Iterable[str], *, feed: str, imported_at: datetime) -> None:
    """Keep one record as it came, in place of an older one of the same id."""
    facts = {
        "name": record["name"][:256],
        "record": dict(record),
        "needs": sorted(needs),
        "feed": feed,
        "imported_at": imported_at,
    }
    if tx.execute(update(service).where(service.c.id == record["id"]).values(**facts)).rowcount == 0:
        tx.execute(insert(service).values(id=record["id"], **facts))
    _ready.pop(tx.engine, None)


def drop_services(tx: Tx, feed: str, imported_before: datetime) -> int:
    """Drop what a feed carried once and carries no more; return how many."""
    gone = (service.c.feed == feed) & (service.c.imported_at < imported_before)
    return tx.execute(delete(service).where(gone)).rowcount


def replace_places(tx: Tx, spots: Iterable[Spot]) -> None:
    """Keep these places and no others."""
    tx.execute(delete(place))
    rows = [{"name": s.name, "within": s.within, "latitude": s.point[0], "longitude": s.point[1]} for s in spots]
    if rows:
        tx.execute(insert(place), rows)
    _ready.pop(tx.engine, None)


def service_names(tx: Tx, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of services by id, as staff know them (a resident may have been shown a neutral one)."""
    query = select(service.c.id, service.c.name).where(service.c.id.in_(list(ids)))
    return {row.id: row.name for row in tx.execute(query)}


def count_services(tx: Tx, feed: str | None = None) -> int:
    """Return how many services there are, of one feed or of all."""
    query = select(func.count()).select_from(service)
    return tx.execute(query if feed is None else query.where(service.c.feed == feed)).scalar_one()


def _version(tx: Tx) -> Version:
    services = tx.execute(select(func.count(), func.max(service.c.imported_at)).select_from(service)).one()
    return *services, tx.execute(select(func.count()).select_from(place)).scalar_one()


def _services(tx: Tx) -> list[Service]:
    rows = tx.execute(select(service.c.record, service.c.needs).order_by(service.c.id))
    return [known for row in rows if (known := read_service(row.record, row.needs)) is not None]


def _spots(tx: Tx) -> list[Spot]:
    return [Spot(row.name, row.within, (row.latitude, row.longitude)) for row in tx.execute(select(place))]
