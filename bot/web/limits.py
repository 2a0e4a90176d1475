"""Kind limits: high enough that nobody who types by hand meets them, low enough to stop a machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_KEYS = 10_000


@dataclass
class Limit:
    """So many in so many seconds, counted for each key in this process."""

    most: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, list[float]] = field(default_factory=dict, repr=False)

    def allows(self, key: str) -> bool:
        """Count one more for a key; False where that is too many."""
        now = self.clock()
        recent = [at for at in self._seen.pop(key, []) if at > now - self.seconds]
        allowed = len(recent) < self.most
        self._seen[key] = [*recent, now] if allowed else recent
        if len(self._seen) > MOST_KEYS:
            del self._seen[next(iter(self._seen))]
        return allowed


@dataclass
class Limits:
    """Every limit of the web chat."""

    messages: Limit = field(default_factory=lambda: Limit(30, 10))
    """Of one visitor."""
    newcomers: Limit = field(default_factory=lambda: Limit(120, 60))
    """Of one network address: a whole street may share it."""
    tries: Limit = field(default_factory=lambda: Limit(10, 15 * 60))
    """At three words, from one network address."""
    all_tries: Limit = field(default_factory=lambda: Limit(60, 15 * 60))
    """At three words, from everywhere: some 3,000 a night among 1.4 billion possible ones."""
