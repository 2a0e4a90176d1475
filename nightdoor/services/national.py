"""National helplines as services of the directory, built from the one file that holds their numbers and hours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import yaml

from nightdoor.core.open_referral import PHONE
from nightdoor.core.read_schedule import WEEKDAYS
from nightdoor.services.needs_of import OUR_TAXONOMY

_OPENS = re.compile(
    r"(every day|weekdays|weekends|[A-Z][a-z]+day) (\d+)(?::(\d\d))?(am|pm) to (\d+)(?::(\d\d))?(am|pm)"
)
_GROUPS = {"every day": WEEKDAYS, "weekdays": WEEKDAYS[:5], "weekends": WEEKDAYS[5:]}
_IDS = uuid5(NAMESPACE_DNS, "helplines.nightdoor")


def national_services(data: Path) -> list[dict[str, Any]]:
    """Return a record in the Open Referral UK shape for each line of ``directory/national.yml``.

    Names, numbers and hours are those of ``helplines.yml``: ``words`` holds the number; ``hours`` that begin with
    "always" are day and night, "weekdays 9am to 8pm, Saturday 9:30am to 1pm" are what they say; others are not known.
    """
    lines = yaml.safe_load((data / "helplines.yml").read_text(encoding="utf-8"))
    needs = yaml.safe_load((data / "directory/national.yml").read_text(encoding="utf-8"))
    return [_record(key, lines[key], answered) for key, answered in needs.items()]


def _record(key: str, line: dict[str, Any], needs: list[str]) -> dict[str, Any]:
    return {
        "id": _id(key),
        "name": line["name"],
        "status": "active",
        "phones": [{"id": _id(key, "phone"), "number": _number(line["words"]), "type": "voice"}],
        "schedules": [{"id": _id(key, "hours", n), **hours} for n, hours in enumerate(_schedules(line))],
        "service_areas": [{"id": _id(key, "area"), "name": "United Kingdom", "extent_type": "nationwide"}],
        "attributes": [_attribute(key, need) for need in needs],
    }


def _number(words: str) -> str:
    found = PHONE.search(words)
    if found is None:
        raise ValueError("a helpline's words hold no number")
    return found.group()


def _schedules(line: dict[str, Any]) -> list[dict[str, str]]:
    if line["hours"].startswith("always"):
        return [_weekly("every day", "00:00", "00:00")]
    found = _OPENS.findall(line["hours"])
    return [_weekly(days, _time(*times[:3]), _time(*times[3:])) for days, *times in found]


def _weekly(days: str, opens: str, closes: str) -> dict[str, str]:
    byday = _GROUPS.get(days, (days[:2].upper(),))
    return {"freq": "WEEKLY", "byday": ",".join(byday), "opens_at": opens, "closes_at": closes}


def _time(hour: str, minute: str, half: str) -> str:
    """Read "9am" or "9:30pm"."""
    return f"{int(hour) % 12 + 12 * (half == 'pm'):02}:{minute or '00'}"


def _attribute(key: str, need: str) -> dict[str, Any]:
    term = {"id": _id(need), "name": need, "description": need, "taxonomy": OUR_TAXONOMY, "term": need}
    return {"id": _id(key, need), "taxonomy_term": term}


def _id(*parts: object) -> str:
    return str(uuid5(_IDS, ":".join(map(str, parts))))
