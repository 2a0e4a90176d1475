"""The spool: where accepted messages wait on disk while the database is down.

One message a file, written and synced before the provider hears 2xx, taken in order when the database is back.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from nightdoor.core.clock import parse_stamp
from nightdoor.core.message import Channel, Inbound, MessageKind


class Spool:
    """A folder of messages that the database could not take yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def keep(self, inbound: Inbound, *, answered: bool = False) -> Path:
        """Write one message durably. ``answered``: the safety reply went out already, and must not go out again."""
        record = {**asdict(inbound), "received_at": inbound.received_at.isoformat(), "answered": answered}
        path = self.folder / f"{inbound.received_at.timestamp():017.6f}-{uuid4().hex}.json"
        self._write(path, record)
        return path

    def mark_answered(self, path: Path) -> None:
        """Note that the safety reply to a waiting message went out. Raises FileNotFoundError if none waits there."""
        self._write(path, {**json.loads(path.read_text(encoding="utf-8")), "answered": True})

    def _write(self, path: Path, record: dict[str, Any]) -> None:
        draft = path.with_suffix(".part")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(record, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(self.folder)

    def waiting(self) -> list[Path]:
        """Return the files that wait, oldest first."""
        return sorted(self.folder.glob("*.json"))

    def read(self, path: Path) -> tuple[Inbound, bool]:
        """Return a message, and whether it was answered already. Raises ValueError, KeyError or TypeError."""
        record = json.loads(path.read_text(encoding="utf-8"))
        answered = record.pop("answered")
        record["received_at"] = parse_stamp(record["received_at"])
        record["channel"], record["kind"] = Channel(record["channel"]), MessageKind(record["kind"])
        return Inbound(**record), answered

    def set_aside(self, path: Path) -> None:
        """Keep what the database refused, out of the way of the others; ``nightdoor doctor`` names it."""
        aside = self.folder / "aside"
        aside.mkdir(exist_ok=True, mode=0o700)
        path.replace(aside / path.name)

    def take(self, path: Path) -> None:
        """Remove what the database has taken."""
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
