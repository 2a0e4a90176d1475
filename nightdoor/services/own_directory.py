"""What the directory holds of our own: national helplines and places. Apart from imports, whose checks load slowly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from nightdoor.core.open_referral import read_service
from nightdoor.services.national import national_services
from nightdoor.services.needs_of import NeedsOf, read_needs
from nightdoor.services.places import read_places
from nightdoor.store import Tx
from nightdoor.store.directory import drop_services, keep_service, replace_places

NATIONAL = "national helplines"


def bring_our_own(tx: Tx, data: Path, now: datetime) -> None:
    """Keep the national helplines and the places of ``data`` as they are there now."""
    needs_of = read_needs(data)
    keep_records(tx, national_services(data), needs_of, NATIONAL, now)
    drop_services(tx, NATIONAL, now)
    replace_places(tx, read_places(data))


def keep_records(tx: Tx, records: Iterable[Mapping[str, Any]], needs_of: NeedsOf, feed: str, now: datetime) -> int:
    """Keep records; return how many of them can be offered."""
    offered = 0
    for record in records:
        needs = needs_of(record)
        keep_service(tx, record, needs, feed=feed, imported_at=now)
        offered += bool(needs) and read_service(record, needs) is not None
    return offered
