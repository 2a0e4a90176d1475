"""What triage says: how fast a person must look, at what, and on which words it rests.

Levels are about the speed of a human, never a grade of the person (NICE NG225).
"""

from dataclasses import dataclass, field
from enum import Enum


class Level(str, Enum):
    """How fast a duty worker must look. Ordered from `ROUTINE` to `EMERGENCY` by `rank`."""

    ROUTINE = "routine"
    ASK = "ask"
    VERY_URGENT = "very_urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 for routine to 3 for emergency."""
        return list(Level).index(self)

    @property
    def pages(self) -> bool:
        """Whether a duty worker is called at this level."""
        return self in (Level.VERY_URGENT, Level.EMERGENCY)


class Kind(str, Enum):
    """What the danger is. One message may name several."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    OVERDOSE = "overdose"
    DOMESTIC_ABUSE = "domestic_abuse"
    VIOLENCE = "violence"
    CHILD_AT_RISK = "child_at_risk"
    ADULT_AT_RISK = "adult_at_risk"
    MEDICAL_EMERGENCY = "medical_emergency"
    HAZARD = "hazard"
    HOMELESS_TONIGHT = "homeless_tonight"
    YOUNG_PERSON_ALONE = "young_person_alone"


@dataclass(frozen=True)
class Reason:
    """One rule that fired, and where in the raw text of this message it rests.

    `start` and `end` are character offsets (end exclusive) into the message assessed; a phrase that
    began in an earlier message starts at 0. `words` is kept out of `repr`, so that no log shows it.
    """

    kind: Kind
    level: Level
    rule: str
    start: int
    end: int
    words: str = field(repr=False)


@dataclass(frozen=True)
class Assessment:
    """The judgement of one message: the highest level, every kind named, and every reason."""

    level: Level = Level.ROUTINE
    kinds: tuple[Kind, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def pages(self) -> bool:
        """Whether a duty worker is called."""
        return self.level.pages
