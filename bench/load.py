"""A load: requests sent by a bounded number of senders at once, and how long each took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class Shot:
    """One request, made ready before the clock starts."""

    url: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Volley:
    """What came of many requests: seconds each took, in the order of sending, and the seconds of all together."""

    took: tuple[float, ...]
    sent_at: tuple[float, ...]
    refused: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Accepted requests a second."""
        return (len(self.took) - self.refused) / self.seconds


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` (0 to 1) of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def fire(shots: Sequence[Shot], *, at_once: int, every: float = 0) -> Volley:
    """Send every shot, ``at_once`` at a time; ``every``: seconds between one and the next, 0 for as fast as it goes."""
    return asyncio.run(_fire(shots, at_once, every))


async def _fire(shots: Sequence[Shot], at_once: int, every: float) -> Volley:
    took, sent_at, statuses = [0.0] * len(shots), [0.0] * len(shots), [0] * len(shots)
    waiting = iter(range(len(shots)))
    began = time.monotonic()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:

        async def send() -> None:
            for number in waiting:
                if every:
                    await asyncio.sleep(max(0.0, began + number * every - time.monotonic()))
                shot, sent_at[number] = shots[number], time.monotonic()
                async with session.post(shot.url, data=shot.body, headers=shot.headers) as answer:
                    await answer.read()
                    statuses[number] = answer.status
                took[number] = time.monotonic() - sent_at[number]

        await asyncio.gather(*(send() for _ in range(at_once)))
    refused = sum(not 200 <= status < 300 for status in statuses)
    return Volley(tuple(took), tuple(sent_at), refused, time.monotonic() - began)
