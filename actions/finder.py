"""The directory as the actions look into it: it is read, never written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from actions.signpost import Finder, Offer
from nightdoor.core.clock import now
from nightdoor.services.signpost import find_services
from nightdoor.store import Database, DatabaseDown


def finder(database: Database) -> Finder:
    """Return a way to look up services; with the database down there are none, and the story goes on."""

    def find(needs: Sequence[str], place: str | None, exclude: Collection[str]) -> Sequence[Offer]:
        try:
            with database.look() as tx:
                return find_services(tx, needs=needs, place=place, now=now(), exclude=exclude)
        except DatabaseDown:
            return ()

    return find
