"""Import a directory of services: check each record, keep the good ones, and name each that was not kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from nightdoor.core.message import clean_text
from nightdoor.services.feed import feed_name, read_feed
from nightdoor.services.needs_of import read_needs
from nightdoor.services.own_directory import bring_our_own, keep_records
from nightdoor.store import Database, audit
from nightdoor.store.directory import drop_services

MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not kept: the how-manyth of its feed, its id where it has one, and why."""

    number: int
    id: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"record {self.number} ({self.id or 'no id'}) rejected: {'; '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Import:
    """What became of a feed. ``kept`` services of ``read`` records; ``repeated`` named an id again: the last stands.

    ``never_offered``: kept, yet they say no need we know, or no telephone, or are not active.
    ``dropped``: in the feed before, and no more.
    """

    read: int
    kept: int = 0
    repeated: int = 0
    never_offered: int = 0
    dropped: int = 0
    rejected: tuple[Rejected, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when services were kept, even if others were rejected; 1 when none was: then nothing was changed."""
        return 0 if self.kept else 1

    def __str__(self) -> str:
        more = {
            "repeated an id": self.repeated,
            "rejected": len(self.rejected),
            "no longer in the feed": self.dropped,
            "kept but never offered (no need we know, no telephone, or not active)": self.never_offered,
        }
        parts = [f"{count} {words}" for words, count in more.items() if count]
        return "; ".join([f"{self.read} records read, {self.kept} services kept", *parts]) + "."


def import_directory(database: Database, source: str, *, data: Path, now: datetime) -> Import:
    """Import a feed, from a file or an http(s) address, in one transaction.

    ``data``: the folder of our own data (``NIGHTDOOR_DATA``). National helplines and places are brought up to date
    along with it. A feed of which no record is good changes nothing.

    Raises:
        FeedUnreadable: there is nothing to import.

    """
    records = [_without_nulls(record) for record in read_feed(source)]
    good, rejected = check(records, data)
    if not good:
        return Import(read=len(records), rejected=rejected)
    kept = {record["id"]: record for record in good}
    needs_of = read_needs(data)
    with database.transaction() as tx:
        bring_our_own(tx, data, now)
        offered = keep_records(tx, kept.values(), needs_of, feed_name(source), now)
        dropped = drop_services(tx, feed_name(source), now)
        audit.note(tx, "directory_imported", now, detail=f"{len(kept)} kept, {len(rejected)} rejected")
    return Import(len(records), len(kept), len(good) - len(kept), len(kept) - offered, dropped, rejected)


def check(records: Iterable[Any], data: Path) -> tuple[list[dict[str, Any]], tuple[Rejected, ...]]:
    """Return the records that the UK profile's schema accepts, and the others with the reasons."""
    schema = json.loads((data / "directory/schema/service.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    good: list[dict[str, Any]] = []
    rejected: list[Rejected] = []
    for number, record in enumerate(records, 1):
        reasons = tuple(_reason(error) for error in validator.iter_errors(record))
        if reasons:
            rejected.append(Rejected(number, _id(record), reasons[:MOST_REASONS]))
        else:
            good.append(record)
    return good, tuple(rejected)


def _reason(error: Any) -> str:
    where = ".".join(map(str, error.absolute_path))
    return clean_text(f"{where}: {error.message}" if where else error.message)[:160]


def _id(record: Any) -> str:
    return clean_text(str(record.get("id", "")))[:64] if isinstance(record, dict) else ""


def _without_nulls(value: Any) -> Any:
    """Feeds write null for what they leave out; the schema knows only leaving out. PostgreSQL keeps no NUL either."""
    if isinstance(value, dict):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_nulls(part) for part in value]
    return clean_text(value) if isinstance(value, str) else value
