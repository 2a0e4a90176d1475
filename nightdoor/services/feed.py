"""Read the records of an Open Referral UK feed, from a file or over HTTP page by page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

MOST_PAGES = 1000
MOST_BYTES = 50_000_000
WAIT_SECONDS = 20.0
NESTED = ("schedules", "phones", "service_at_locations", "service_areas", "attributes")
"""A list carries none of these: they come with one service alone (``/services/{id}``)."""


class FeedUnreadable(Exception):
    """The feed is not there, or is not what it should be. The words say why, in one line."""


def is_address(source: str) -> bool:
    """Whether a source is to be fetched over HTTP; anything else is a file."""
    return source.startswith(("http://", "https://"))


def feed_name(source: str) -> str:
    """Return what a feed is known by from one import to the next: no folders, no keys of an address."""
    if not is_address(source):
        return Path(source).name[:128]
    url = httpx.URL(source)
    return f"{url.host}{url.path.rstrip('/')}"[:128]


def read_feed(source: str) -> list[Any]:
    """Return every record of a feed, not yet checked.

    A file holds a page (``{"contents": […]}``), a bare list, or one service. An address is a list of services: each
    page is fetched, and each service whose list entry says little is fetched alone as well.

    Raises:
        FeedUnreadable: no such file, no answer, not JSON, or no list of services.

    """
    if is_address(source):
        with httpx.Client(timeout=WAIT_SECONDS, follow_redirects=True) as client:
            return [_in_full(client, source, record) for page in _pages(client, source) for record in page]
    try:
        raw = Path(source).read_bytes()
    except OSError as problem:
        raise FeedUnreadable(f"{source} cannot be read: {problem.strerror}") from None
    return _contents(_json(raw))


def _pages(client: httpx.Client, source: str) -> Iterator[list[Any]]:
    """Yield the pages. Some servers leave out how many there are, or send the same one for ever."""
    before: list[Any] = []
    for number in range(1, MOST_PAGES + 1):
        body = _get(client, httpx.URL(source).copy_merge_params({"page": number}))
        page = _contents(body)
        if not page or page == before:
            return
        yield page
        if _is_last(body, number):
            return
        before = page


def _is_last(body: Any, number: int) -> bool:
    if not isinstance(body, dict) or body.get("last_page") is True:
        return True
    total = body.get("total_pages")
    return isinstance(total, int) and number >= total


def _in_full(client: httpx.Client, source: str, record: Any) -> Any:
    """Return the service with its hours and phones, or as the list has it where the server keeps no more."""
    if not isinstance(record, dict) or not isinstance(record.get("id"), str) or any(key in record for key in NESTED):
        return record
    url = httpx.URL(source)
    path = f"{url.path.rstrip('/')}/{quote(record['id'], safe='')}"
    try:
        full = _get(client, url.copy_with(raw_path=path.encode()))
    except FeedUnreadable:
        return record
    return full if isinstance(full, dict) and full.get("id") == record["id"] else record


def _get(client: httpx.Client, url: httpx.URL) -> Any:
    try:
        with client.stream("GET", url, headers={"accept": "application/json"}) as answer:
            answer.raise_for_status()
            return _json(_limited(answer))
    except httpx.HTTPStatusError as problem:
        raise FeedUnreadable(f"{url.host} answered {problem.response.status_code} for {url.path}") from None
    except httpx.HTTPError as problem:
        raise FeedUnreadable(f"{url.host} does not answer: {type(problem).__name__}") from None


def _limited(answer: httpx.Response) -> bytes:
    raw = bytearray()
    for part in answer.iter_bytes():
        raw += part
        if len(raw) > MOST_BYTES:
            raise FeedUnreadable(f"{answer.url.host} sent more than {MOST_BYTES // 1_000_000} MB in one page")
    return bytes(raw)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FeedUnreadable("the feed is not JSON") from None


def _contents(body: Any) -> list[Any]:
    if isinstance(body, list):
        return body
    if isinstance(body, dict) and isinstance(body.get("contents"), list):
        return list(body["contents"])
    if isinstance(body, dict) and "id" in body:
        return [body]
    raise FeedUnreadable("the feed has no list of services (`contents`)")
