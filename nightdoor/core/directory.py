"""A service of the directory, and what of it is offered to a resident."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from nightdoor.core.gsm import BASIC, GSM_SINGLE, to_gsm
from nightdoor.core.places import Point
from nightdoor.core.schedule import Schedule
from nightdoor.core.story import NEEDS

PRIVATE_NEEDS = frozenset({"domestic_abuse"})
"""Services for these are never named to a resident: somebody else may read the phone."""
FREE_NUMBERS = ("0800", "0808", "116")


@dataclass(frozen=True, slots=True)
class Service:
    """The facts of one service that signposting needs. ``areas`` in small letters; ages in years, None: any age."""

    id: str
    name: str
    phone: str
    needs: frozenset[str]
    schedules: tuple[Schedule, ...] = ()
    points: tuple[Point, ...] = ()
    areas: frozenset[str] = frozenset()
    national: bool = False
    minimum_age: int | None = None
    maximum_age: int | None = None

    @property
    def private(self) -> bool:
        """Whether its name would give the resident away."""
        return bool(self.needs & PRIVATE_NEEDS)

    def answers(self, needs: frozenset[str]) -> bool:
        """Whether it is for one of these needs. A refuge is no answer to somebody who only said "homeless"."""
        return bool(self.needs & needs) and (not self.private or bool(PRIVATE_NEEDS & needs))

    @property
    def shown_name(self) -> str:
        """What a resident is shown: the name, or for a private service words that anybody may read."""
        if not self.private:
            return self.name
        return "A free, private phone line" if self.phone.startswith(FREE_NUMBERS) else "A private phone line"

    @property
    def for_whom(self) -> str:
        """Whom it is for, where not for everybody: "ages 16 to 25"."""
        least, most = self.minimum_age or 0, self.maximum_age or 0
        if least >= 18 and not 0 < most < 100:
            return "adults" if least == 18 else f"ages {least} and over"
        if 0 < most < 100:
            return f"ages {least} to {most}" if least else f"up to age {most}"
        return ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One service as a resident is told of it. ``name`` is safe to show on any screen; staff look it up by ``id``.

    ``hours``: as ``core.hours.hours_line`` says it. ``distance``: miles as the crow flies, where both ends are known.
    """

    id: str
    name: str
    phone: str
    hours: str
    why: str
    distance: float | None = None

    def sms_text(self) -> str:
        """Return one text message of a single segment: what it is, the number, and when."""
        ending = _plain(f": {self.phone}. {self.hours}.")
        name, why = _plain(self.name), _plain(f" ({self.why})") if self.why else ""
        if len(name + why + ending) <= GSM_SINGLE:
            return name + why + ending
        return _shortened(name, GSM_SINGLE - len(ending)) + ending

    def line(self) -> str:
        """Return the same for a larger screen, with how far it is."""
        far = f" {distance_words(self.distance)}." if self.distance is not None else ""
        why = f" ({self.why})" if self.why else ""
        return f"{self.name}{why}: {self.phone}. {self.hours}.{far}"


def why_offered(service: Service, needs: tuple[str, ...]) -> str:
    """Return in a few words what it helps with and whom; nothing where that would give the resident away."""
    if service.private:
        return ""
    named = (NEEDS[need].lower() for need in needs if need in service.needs and need != "other")
    helps = next((words for words in named if words not in service.name.lower()), "")
    return ", ".join(filter(None, (helps, service.for_whom)))


def distance_words(miles: float) -> str:
    """Return a distance as people say it."""
    if miles < 0.75:
        return "Less than a mile away" if miles >= 0.25 else "Very near"
    return "About a mile away" if miles < 1.5 else f"About {miles:.0f} miles away"


def _plain(text: str) -> str:
    """Return what every phone shows at one septet a character, so that a message of 160 is one segment."""
    letters = (c if c in BASIC else unicodedata.normalize("NFKD", c) for c in to_gsm(text))
    return "".join(c for c in "".join(letters) if c in BASIC)


def _shortened(name: str, room: int) -> str:
    if len(name) <= room:
        return name
    return name[: room - 2].rsplit(" ", 1)[0].rstrip(",;:- ") + ".."
