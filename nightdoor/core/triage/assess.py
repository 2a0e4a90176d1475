"""Judge one message: the raw text first, before and apart from everything else."""

from collections.abc import Sequence

from nightdoor.core.triage.model import Assessment, Kind, Level, Reason
from nightdoor.core.triage.normalise import Canon
from nightdoor.core.triage.phrasebook import Match, Phrasebook

# One thought is often sent in pieces. Further back than this, it is another thought.
RECENT_MESSAGES = 3
RECENT_CHARACTERS = 300
LONGEST = 10_000


def assess(text: str, recent: Sequence[str], phrasebook: Phrasebook) -> Assessment:
    """Say how fast a human must look at `text`, of what kinds the danger is, and on which words that rests.

    `recent` is what the same resident wrote just before, oldest first; it completes a thought sent in pieces,
    but a phrase that stands wholly in it raises nothing anew. Never raises for any text; what lies past
    10,000 characters is not read.
    """
    raw = text[:LONGEST]
    canon = phrasebook.normaliser.read(raw)
    reasons = [_reason(match, canon, raw, 0) for match in phrasebook.find(canon)]
    reasons += _across(raw, canon, recent, phrasebook, {reason.rule for reason in reasons})
    reasons.sort(key=lambda reason: (-reason.level.rank, reason.start, reason.rule))
    level = max((reason.level for reason in reasons), key=lambda one: one.rank, default=Level.ROUTINE)
    kinds = dict.fromkeys(reason.kind for reason in reasons)
    return Assessment(level, tuple(kinds), tuple(reasons))


def _across(raw: str, canon: Canon, recent: Sequence[str], phrasebook: Phrasebook, already: set[str]) -> list[Reason]:
    """What only shows when the last few messages are read as one."""
    earlier = " ".join(recent[-RECENT_MESSAGES:])[-RECENT_CHARACTERS:]
    if not earlier.strip() or not canon.words:
        return []
    joined = phrasebook.normaliser.read(f"{earlier} {raw[:RECENT_CHARACTERS]}")
    since = _border(joined, len(earlier))
    matches = [match for match in phrasebook.find(joined, since) if match.rule.id not in already]
    return [_reason(match, joined, raw, len(earlier) + 1) for match in matches]


def _border(joined: Canon, length: int) -> int:
    """Where the new message begins in the canonical text."""
    begun = zip(joined.starts, joined.spans, strict=True)
    return next((place for place, span in begun if span[0] > length), len(joined.text))


def _reason(match: Match, canon: Canon, raw: str, skip: int) -> Reason:
    start, end = (max(0, place - skip) for place in canon.raw_span(match.start, match.end))
    kind: Kind = match.rule.kind
    return Reason(kind, match.level, match.rule.id, start, end, raw[start:end])
