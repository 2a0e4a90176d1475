"""The story: what a resident told, once, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

NEEDS = {
    "housing": "Housing",
    "homelessness": "Homelessness",
    "debt_benefits": "Debt and benefits",
    "food_fuel": "Food and fuel",
    "domestic_abuse": "Domestic abuse",
    "drugs_alcohol": "Drugs and alcohol",
    "mental_health": "Mental health",
    "loneliness": "Loneliness",
    "bereavement": "Bereavement",
    "caring": "Caring for somebody",
    "children_family": "Children and family",
    "work": "Work",
    "physical_health": "Physical health",
    "disability": "Disability and adaptations",
    "neighbours": "Neighbours and antisocial behaviour",
    "environment": "Environment",
    "immigration": "Immigration status",
    "transport": "Transport",
    "other": "Something else",
}
"""Every need the front door knows, and how staff read it."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is known so far. ``None`` was never asked or answered; ``""`` was asked and skipped.

    ``consent`` is to pass the story on to the neighbourhood team: ``None`` until the resident said yes or no.
    """

    needs: tuple[str, ...] = ()
    what_happened: str | None = None
    place: str | None = None
    would_help: str | None = None
    name: str | None = None
    safe_contact: str | None = None
    consent: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values, as the engine and the database take them."""
        return {**asdict(self), "needs": list(self.needs)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Story:
        """Read a story; needs, words and answers that are not of the right kind are left out, never raised."""
        texts = ("what_happened", "place", "would_help", "name", "safe_contact")
        words = {key: value for key in texts if isinstance(value := data.get(key), str)}
        consent = data.get("consent")
        return cls(
            needs=_known_needs(data.get("needs")),
            consent=consent if isinstance(consent, bool) else None,
            **words,
        )

    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return self == Story()


def _known_needs(raw: object) -> tuple[str, ...]:
    listed = raw if isinstance(raw, list | tuple) else ()
    return tuple(dict.fromkeys(need for need in listed if isinstance(need, str) and need in NEEDS))
