"""A directory is imported: the good records kept, each other named with its reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nightdoor.services.directory import import_directory
from nightdoor.services.feed import FeedUnreadable
from nightdoor.services.own_directory import NATIONAL
from nightdoor.store import Database
from nightdoor.store.directory import count_services, service_names
from tests.support.feed_server import serving

DATA = Path(__file__).parents[3] / "data"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def record(key: str = ONE, **more: Any) -> dict[str, Any]:
    return {"id": key, "name": "Debt Advice", "status": "active", "phones": [{"number": "01632 960101"}], **more}


def feed(folder: Path, *records: Any) -> str:
    file = folder / "feed.json"
    file.write_text(json.dumps({"contents": records}), encoding="utf-8")
    return str(file)


def names(database: Database) -> dict[str, str]:
    with database.look() as tx:
        return service_names(tx, [ONE, TWO])


def test_good_records_are_kept_and_each_bad_one_is_named_with_its_reason(database: Database, tmp_path: Path) -> None:
    nameless = {"id": TWO, "status": "active"}
    bad = [nameless, record("not a uuid"), record(url="no address"), record(email="nobody"), "words", None]
    result = import_directory(database, feed(tmp_path, record(), *bad), data=DATA, now=NOW)
    assert (result.read, result.kept, result.exit_code) == (7, 1, 0)
    assert [rejected.number for rejected in result.rejected] == [2, 3, 4, 5, 6, 7]
    said = "\n".join(map(str, result.rejected))
    for reason in ("'name' is a required property", "is not a 'uuid'", "is not a 'uri'", "is not a 'email'"):
        assert reason in said
    assert names(database) == {ONE: "Debt Advice"}


def test_a_feed_without_one_good_record_fails_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    import_directory(database, feed(tmp_path, record()), data=DATA, now=NOW)
    result = import_directory(database, feed(tmp_path, {"id": ONE}), data=DATA, now=NOW + timedelta(days=1))
    assert (result.kept, result.exit_code, len(result.rejected)) == (0, 1, 1)
    assert names(database) == {ONE: "Debt Advice"}


def test_an_empty_feed_fails(database: Database, tmp_path: Path) -> None:
    assert import_directory(database, feed(tmp_path), data=DATA, now=NOW).exit_code == 1


def test_telephones_are_let_through_though_the_profile_drops_them(database: Database, tmp_path: Path) -> None:
    result = import_directory(database, feed(tmp_path, record()), data=DATA, now=NOW)
    assert (result.rejected, result.never_offered) == ((), 0)


def test_null_means_left_out(database: Database, tmp_path: Path) -> None:
    nulls = record(email=None, url=None, schedules=None, organization=None)
    assert import_directory(database, feed(tmp_path, nulls), data=DATA, now=NOW).kept == 1


def test_an_id_named_twice_is_one_service_and_the_last_stands(database: Database, tmp_path: Path) -> None:
    twice = feed(tmp_path, record(), record(name="Money Advice"))
    result = import_directory(database, twice, data=DATA, now=NOW)
    assert (result.kept, result.repeated) == (1, 1)
    assert names(database) == {ONE: "Money Advice"}


def test_a_second_import_renews_and_drops_what_the_feed_no_longer_carries(database: Database, tmp_path: Path) -> None:
    import_directory(database, feed(tmp_path, record(), record(TWO)), data=DATA, now=NOW)
    result = import_directory(
        database, feed(tmp_path, record(name="Money Advice")), data=DATA, now=NOW + timedelta(days=1)
    )
    assert result.dropped == 1
    assert names(database) == {ONE: "Money Advice"}


def test_another_feed_and_the_national_lines_stay(database: Database, tmp_path: Path) -> None:
    import_directory(database, feed(tmp_path, record()), data=DATA, now=NOW)
    with serving([[record(TWO)]]) as (address, _):
        assert import_directory(database, address, data=DATA, now=NOW + timedelta(days=1)).dropped == 0
    assert set(names(database)) == {ONE, TWO}
    with database.look() as tx:
        assert count_services(tx, NATIONAL) > 10


def test_a_record_that_can_never_be_offered_is_kept_and_counted(database: Database, tmp_path: Path) -> None:
    closed = record(TWO, status="defunct")
    result = import_directory(database, feed(tmp_path, record(phones=[]), closed), data=DATA, now=NOW)
    assert (result.kept, result.never_offered) == (2, 2)
    assert "2 kept but never offered" in str(result)


def test_nothing_of_a_feed_that_breaks_half_way_is_kept(database: Database) -> None:
    with serving([[record()], None]) as (address, _), pytest.raises(FeedUnreadable, match="answered 404"):
        import_directory(database, address, data=DATA, now=NOW)
    with database.look() as tx:
        assert count_services(tx) == 0
