"""The data that comes with the house: the sample directory, the gazetteer, the national lines."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nightdoor.core.open_referral import phone_of, read_service
from nightdoor.core.places import Gazetteer
from nightdoor.core.story import NEEDS
from nightdoor.services.directory import check
from nightdoor.services.national import national_services
from nightdoor.services.needs_of import read_needs
from nightdoor.services.places import read_places

DATA = Path(__file__).parents[3] / "data"
SAMPLE: list[dict[str, Any]] = json.loads((DATA / "directory/sample.json").read_text(encoding="utf-8"))["contents"]
HELPLINES = yaml.safe_load((DATA / "helplines.yml").read_text(encoding="utf-8"))
NATIONAL = national_services(DATA)
NEEDS_OF = read_needs(DATA)
DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}")


def test_every_record_of_ours_passes_the_uk_profiles_schema() -> None:
    good, rejected = check([*SAMPLE, *NATIONAL], DATA)
    assert rejected == ()
    assert len({record["id"] for record in good}) == len(SAMPLE) + len(NATIONAL)


def test_invented_services_have_numbers_that_ring_nowhere() -> None:
    assert all(DRAMA.fullmatch(phone_of(record) or "") for record in SAMPLE)


def test_every_need_but_other_has_a_local_service() -> None:
    answered = frozenset[str]().union(*(NEEDS_OF(record) for record in SAMPLE))
    assert answered >= NEEDS.keys() - {"other"}


def test_every_schedule_of_ours_can_be_read() -> None:
    for record in (*SAMPLE, *NATIONAL):
        service = read_service({**record, "status": "active"}, NEEDS_OF(record))
        assert service is not None
        assert len(service.schedules) == len(record["schedules"])


def test_national_lines_carry_the_number_that_the_one_file_holds() -> None:
    words = " | ".join(line["words"] for line in HELPLINES.values())
    assert all(str(phone_of(record)) in words for record in NATIONAL)


def test_a_national_line_is_open_only_where_the_one_file_says_when() -> None:
    hours = {line["name"]: line["hours"] for line in HELPLINES.values()}
    for record in NATIONAL:
        assert bool(record["schedules"]) == (not hours[record["name"]].startswith("not checked"))


def test_hours_of_a_national_line_may_be_written_by_day(tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory/national.yml").write_text("shelter: [housing]", encoding="utf-8")
    line = {
        "name": "Shelter",
        "words": "Shelter 0808 800 4444",
        "hours": "weekdays 9am to 8:30pm, Saturday 9:30am to 12pm, free",
    }
    (tmp_path / "helplines.yml").write_text(yaml.safe_dump({"shelter": line}), encoding="utf-8")
    [record] = national_services(tmp_path)
    assert [(s["byday"], s["opens_at"], s["closes_at"]) for s in record["schedules"]] == [
        ("MO,TU,WE,TH,FR", "09:00", "20:30"),
        ("SA", "09:30", "12:00"),
    ]


def test_some_national_line_answers_anything() -> None:
    assert any("other" in NEEDS_OF(record) for record in NATIONAL)


def test_needs_and_places_of_the_files_are_known() -> None:
    for file in ("needs.yml", "national.yml"):
        listed = yaml.safe_load((DATA / "directory" / file).read_text(encoding="utf-8"))
        named = set(listed) if file == "needs.yml" else {need for needs in listed.values() for need in needs}
        assert named <= NEEDS.keys()
    spots = read_places(DATA)
    assert all(spot.within in {"", *(other.name for other in spots)} for spot in spots)
    assert Gazetteer(spots).find("near the quayside") is not None


@pytest.mark.parametrize(
    ("record", "needs"),
    [
        ({"name": "Community Counselling"}, {"mental_health"}),
        ({"name": "The Hub", "attributes": [{"taxonomy_term": {"name": "Food Banks"}}]}, {"food_fuel"}),
        ({"name": "Debt Club", "attributes": [{"taxonomy_term": {"term": "befriending"}}]}, {"loneliness"}),
        ({"name": "The Hub", "attributes": [{"taxonomy_term": {"name": "bookbinding"}}]}, set()),
        ({"name": "Scarring clinic"}, set()),
    ],
)
def test_another_taxonomy_is_read_by_our_words(record: dict[str, Any], needs: set[str]) -> None:
    assert NEEDS_OF(record) == needs
