"""What an emulator is told to do wrong, and for how many requests."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """One way to go wrong. Each emulator says which kinds it knows."""

    kind: str
    count: int = 1
    seconds: float = 0.0
    status: int = 500
    code: int = 0


class Faults:
    """Faults waiting for a request each, in order."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()

    def add(self, fault: Fault) -> None:
        """Have the next ``fault.count`` requests go wrong, after those already waiting."""
        if fault.count > 0:
            self._waiting.append(fault)

    def take(self) -> Fault | None:
        """Return what goes wrong with this request, if anything."""
        if not self._waiting:
            return None
        fault = self._waiting[0]
        fault.count -= 1
        if fault.count == 0:
            self._waiting.popleft()
        return fault

    def clear(self) -> None:
        """Go right again."""
        self._waiting.clear()
