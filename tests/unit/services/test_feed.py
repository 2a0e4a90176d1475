"""Feeds are read from files and over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nightdoor.services.feed import FeedUnreadable, feed_name, read_feed
from tests.support.feed_server import serving

FULL = {"id": "1", "name": "one", "schedules": []}


@pytest.mark.parametrize("body", [{"contents": [FULL]}, [FULL], FULL])
def test_a_file_is_a_page_a_list_or_one_service(tmp_path: Path, body: Any) -> None:
    file = tmp_path / "feed.json"
    file.write_text("\ufeff" + json.dumps(body), encoding="utf-8")
    assert read_feed(str(file)) == [FULL]


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"\xff\xfe", b"[" * 100_000, b"7", b'{"services": []}', b'{"contents": 1}']
)
def test_a_file_that_is_no_feed_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "feed.json"
    file.write_bytes(raw)
    with pytest.raises(FeedUnreadable):
        read_feed(str(file))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedUnreadable, match="cannot be read"):
        read_feed(str(tmp_path / "none.json"))


def test_every_page_is_fetched_and_the_last_ends_it() -> None:
    pages: list[list[Any] | None] = [[{**FULL, "id": str(number)}] for number in range(3)]
    with serving(pages) as (address, asked):
        assert [record["id"] for record in read_feed(address)] == ["0", "1", "2"]
    assert asked == [f"/services?page={number}" for number in (1, 2, 3)]


def test_a_server_that_says_no_number_of_pages_is_read_until_it_repeats_itself() -> None:
    pages: list[list[Any] | None] = [[{**FULL, "id": "0"}], [{**FULL, "id": "1"}]]
    with serving(pages, total_pages=None) as (address, _):
        assert [record["id"] for record in read_feed(address)] == ["0", "1"]


def test_the_last_page_is_believed() -> None:
    with serving([[FULL], [FULL]], last_page=True) as (address, asked):
        read_feed(address)
    assert len(asked) == 1


def test_the_rest_of_an_address_is_kept() -> None:
    with serving([[FULL]]) as (address, asked):
        read_feed(f"{address}?taxonomy_id=7")
    assert asked == ["/services?taxonomy_id=7&page=1"]


def test_a_list_entry_without_hours_is_fetched_alone_and_stays_as_it_is_where_the_server_has_no_more() -> None:
    listed = [{"id": "a/b", "name": "short"}, {"id": "c", "name": "only here"}]
    whole = {"id": "a/b", "name": "short", "schedules": [{"id": "s"}]}
    with serving([listed], {"a%2Fb": whole}) as (address, _):
        assert read_feed(address) == [whole, listed[1]]


def test_what_answers_with_another_id_is_not_believed() -> None:
    with serving([[{"id": "a"}]], {"a": {"id": "b", "schedules": []}}) as (address, _):
        assert read_feed(address) == [{"id": "a"}]


def test_an_address_that_does_not_answer_is_refused_without_its_query() -> None:
    with serving([[FULL]]) as (address, _):
        pass
    with pytest.raises(FeedUnreadable) as refused:
        read_feed(f"{address}?key=secret")
    assert "secret" not in str(refused.value)


def test_an_address_that_answers_404_is_refused() -> None:
    with serving([[FULL]]) as (address, _), pytest.raises(FeedUnreadable, match="answered 404"):
        read_feed(f"{address}x")


def test_a_feed_keeps_its_name_whatever_its_folder_or_key() -> None:
    assert feed_name("some/where/feed.json") == feed_name("feed.json") == "feed.json"
    assert feed_name("https://user:pass@feed.example/v3/services/?key=1") == "feed.example/v3/services"
