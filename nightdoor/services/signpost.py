"""Point to what is open now, or opens next, near, for what the resident needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from nightdoor.core.directory import Offer
from nightdoor.holidays_england import is_bank_holiday
from nightdoor.store import Tx
from nightdoor.store.directory import directory


def find_services(
    tx: Tx,
    *,
    needs: Sequence[str],
    place: str | None,
    now: datetime,
    exclude: Collection[str] = (),
    limit: int = 3,
) -> list[Offer]:
    """Return at most ``limit`` services, the most useful first; a national line where nothing local fits.

    ``needs``: keys of ``core.story.NEEDS``. ``place``: as the resident wrote it; a place we do not know is no place.
    ``now``: aware. ``exclude``: ids already offered.
    """
    known = directory(tx)
    return known.offers(needs=needs, place=place, at=now, is_holiday=is_bank_holiday, exclude=exclude, limit=limit)
