"""Which services to offer: what answers the need, is open or opens soonest, and is near."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nightdoor.core.clock import london
from nightdoor.core.directory import Offer, Service, why_offered
from nightdoor.core.hours import IsHoliday, Opening, State, hours_line, opening
from nightdoor.core.places import Gazetteer, Spot, miles

TOO_FAR_MILES = 25.0
"""Past this a local service is another council's."""
ANYTHING = "other"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that could be offered, with what is known of it at this moment and for this place."""

    service: Service
    opening: Opening
    days_away: int
    distance: float | None

    @property
    def rank(self) -> tuple[object, ...]:
        """Order candidates: open, then by the day they open; for everybody; local; near; soonest."""
        changes = self.opening.changes_at.timestamp() if self.opening.changes_at else float("inf")
        soonest = changes if self.opening.state is State.CLOSED else -changes
        near = round(self.distance or 0)
        only_some = bool(self.service.for_whom)
        return self.opening.state, self.days_away, only_some, self.service.national, near, soonest, self.service.name


class Directory:
    """Every service and place, ready to be asked."""

    def __init__(self, services: Iterable[Service], places: Gazetteer) -> None:
        self.services = tuple(services)
        self.places = places

    def offers(
        self,
        *,
        needs: Sequence[str],
        place: str | None,
        at: datetime,
        is_holiday: IsHoliday,
        exclude: Collection[str] = (),
        limit: int = 3,
    ) -> list[Offer]:
        """Return at most ``limit`` offers, the best first. Each need is answered before one is answered twice.

        Where nothing fits, the national lines that answer anything are offered.
        """
        asked = tuple(needs) or (ANYTHING,)
        spot = self.places.find(place) if place else None
        for wanted in (asked, (ANYTHING,)):
            found = [self._candidate(s, spot, at, is_holiday) for s in self._fitting(wanted, spot, exclude)]
            if found:
                return [_offer(candidate, asked, at) for candidate in _chosen(found, wanted, limit)]
        return []

    def _fitting(self, needs: Sequence[str], spot: Spot | None, exclude: Collection[str]) -> Iterable[Service]:
        wanted = frozenset(needs)
        for service in self.services:
            if service.answers(wanted) and service.id not in exclude and self._reaches(service, spot):
                yield service

    def _reaches(self, service: Service, spot: Spot | None) -> bool:
        if service.national or spot is None:
            return True
        away = _distance(service, spot)
        return self.places.serves(service.areas, spot) and (away is None or away <= TOO_FAR_MILES)

    def _candidate(self, service: Service, spot: Spot | None, at: datetime, is_holiday: IsHoliday) -> Candidate:
        known = opening(service.schedules, at, is_holiday)
        opens = known.changes_at if known.state is State.CLOSED else None
        days = (london(opens).date() - london(at).date()).days if opens else 0
        return Candidate(service, known, days, _distance(service, spot) if spot else None)


def _distance(service: Service, spot: Spot) -> float | None:
    return min((miles(point, spot.point) for point in service.points), default=None)


def _chosen(found: list[Candidate], needs: Sequence[str], limit: int) -> list[Candidate]:
    """Take the best for each need in turn, then the best of the rest; hand them back in order of rank."""
    ranked = sorted(found, key=lambda candidate: candidate.rank)
    chosen: list[Candidate] = []
    for need in needs:
        if not any(need in candidate.service.needs for candidate in chosen):
            chosen += [c for c in ranked if need in c.service.needs][:1]
    chosen += [candidate for candidate in ranked if candidate not in chosen]
    return sorted(chosen[:limit], key=lambda candidate: candidate.rank)


def _offer(candidate: Candidate, needs: tuple[str, ...], at: datetime) -> Offer:
    service = candidate.service
    return Offer(
        id=service.id,
        name=service.shown_name,
        phone=service.phone,
        hours=hours_line(candidate.opening, at),
        why=why_offered(service, needs),
        distance=candidate.distance,
    )
