"""The directory is kept as it came, and read anew only when it changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from nightdoor.core.places import Spot
from nightdoor.store import Database
from nightdoor.store.directory import (
    count_services,
    directory,
    drop_services,
    keep_service,
    replace_places,
    service_names,
)

NOW = datetime(2026, 11, 24, 2, 0, 0, 123456, tzinfo=UTC)


def keep(database: Database, key: str, name: str = "Advice", *, feed: str = "ours", at: datetime = NOW) -> None:
    record: dict[str, Any] = {"id": key, "name": name, "status": "active", "phones": [{"number": "01632 960101"}]}
    with database.transaction() as tx:
        keep_service(tx, record, ["housing"], feed=feed, imported_at=at)


def names(database: Database) -> list[str]:
    with database.look() as tx:
        return sorted(service.name for service in directory(tx).services)


def test_a_service_kept_again_takes_the_place_of_the_old_one(database: Database) -> None:
    keep(database, "1", "Old")
    keep(database, "1", "New", at=NOW + timedelta(seconds=1))
    assert names(database) == ["New"]
    with database.look() as tx:
        assert service_names(tx, ["1", "2"]) == {"1": "New"}
        assert count_services(tx) == 1


def test_what_another_process_imported_is_seen(database: Database) -> None:
    keep(database, "1")
    assert names(database) == ["Advice"]
    other = Database(database.url)
    keep(other, "2", "More advice", at=NOW + timedelta(microseconds=1))
    other.close()
    assert names(database) == ["Advice", "More advice"]


def test_it_is_not_read_again_while_nothing_changed(database: Database) -> None:
    keep(database, "1")
    with database.look() as tx:
        assert directory(tx) is directory(tx)


def test_what_a_feed_no_longer_carries_is_dropped_and_other_feeds_stay(database: Database) -> None:
    keep(database, "1", "gone")
    keep(database, "2", "theirs", feed="theirs")
    keep(database, "3", "stays", at=NOW + timedelta(days=1))
    with database.transaction() as tx:
        assert drop_services(tx, "ours", NOW + timedelta(days=1)) == 1
    assert names(database) == ["stays", "theirs"]


def test_an_import_that_is_rolled_back_is_not_seen(database: Database) -> None:
    keep(database, "1")
    try:
        with database.transaction() as tx:
            keep_service(tx, {"id": "2", "name": "half"}, [], feed="ours", imported_at=NOW + timedelta(days=1))
            raise KeyError
    except KeyError:
        pass
    assert names(database) == ["Advice"]


def test_places_are_replaced_as_a_whole(database: Database) -> None:
    with database.transaction() as tx:
        replace_places(tx, [Spot("tb1", "", (54.75, -0.9)), Spot("millgate", "tb1", (54.76, -0.88))])
    with database.look() as tx:
        assert directory(tx).places.find("Millgate") == Spot("millgate", "tb1", (54.76, -0.88))
    with database.transaction() as tx:
        replace_places(tx, [])
    with database.look() as tx:
        assert directory(tx).places.find("Millgate") is None
