"""`nightdoor assess`: judge messages from a stream of JSON lines, in order. For checks and benchmarks."""

import json
import sys
from collections.abc import Iterable
from time import perf_counter
from typing import Any, TextIO

from nightdoor.core.triage import Assessment, Phrasebook, Reason, assess
from nightdoor.wording import load_phrasebook

BAD_USAGE = 2


def assess_lines(
    stdin: Iterable[str], stdout: TextIO, stderr: TextIO | None = None, phrasebook: Phrasebook | None = None
) -> int:
    """Answer each line `{"text": …, "recent": […]}` with `{"level", "kinds", "reasons", "ms"}`.

    `recent` may be left out. A line that cannot be read ends the work: its number, and none of
    its text, goes to `stderr` in one line.
    Returns the exit code: 0, or 2 for a bad line.
    """
    book = phrasebook or load_phrasebook()
    for number, line in enumerate(stdin, start=1):
        message = _message(line)
        if message is None:
            print(f'line {number}: not {{"text": "…", "recent": ["…"]}}', file=stderr or sys.stderr)
            return BAD_USAGE
        began = perf_counter()
        assessment = assess(*message, book)
        stdout.write(json.dumps(_answer(assessment, (perf_counter() - began) * 1000)) + "\n")
    stdout.flush()
    return 0


def _message(line: str) -> tuple[str, list[str]] | None:
    """The text and the recent messages of one line; none for a line of another shape."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        return None
    recent = given.get("recent") or []
    if not isinstance(recent, list) or not all(isinstance(one, str) for one in recent):
        return None
    return given["text"], recent


def _answer(assessment: Assessment, milliseconds: float) -> dict[str, Any]:
    return {
        "level": assessment.level.value,
        "kinds": [kind.value for kind in assessment.kinds],
        "reasons": [_reason(reason) for reason in assessment.reasons],
        "ms": round(milliseconds, 3),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind.value,
        "level": reason.level.value,
        "rule": reason.rule,
        "start": reason.start,
        "end": reason.end,
        "words": reason.words,
    }
