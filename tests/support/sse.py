"""Listening to a stream of server-sent events, as an open page does."""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpx


@dataclass(frozen=True)
class Heard:
    """One event."""

    name: str
    data: dict[str, Any]


class Stream:
    """The events of one stream, put by as they come."""

    def __init__(self) -> None:
        self._heard: queue.Queue[Heard] = queue.Queue()

    def take_in(self, response: httpx.Response) -> None:
        """Read events until the stream is closed."""
        name = ""
        try:
            for line in response.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self._heard.put(Heard(name, json.loads(line.removeprefix("data: "))))
        except httpx.HTTPError:
            return

    def wait_for(self, name: str, seconds: float = 2.0) -> dict[str, Any]:
        """Return the data of the next event of a name. Raises TimeoutError when none comes in time."""
        end = time.monotonic() + seconds
        while True:
            try:
                heard = self._heard.get(timeout=max(end - time.monotonic(), 0.001))
            except queue.Empty:
                raise TimeoutError(f"no {name} within {seconds} s") from None
            if heard.name == name:
                return heard.data


@contextmanager
def listening(client: httpx.Client, path: str) -> Iterator[Stream]:
    """Open a stream; it is closed at the end of the block."""
    with client.stream("GET", path, timeout=httpx.Timeout(10, read=20)) as response:
        assert response.status_code == 200, response.status_code
        stream = Stream()
        reader = Thread(target=stream.take_in, args=(response,), daemon=True)
        reader.start()
        yield stream
        response.close()
