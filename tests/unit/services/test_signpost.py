"""A resident is pointed to what is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nightdoor.core.gsm import segments
from nightdoor.core.story import NEEDS
from nightdoor.services.directory import import_directory
from nightdoor.services.signpost import find_services
from nightdoor.store import Database, directory

DATA = Path(__file__).parents[3] / "data"
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def tessbridge(database: Database) -> Database:
    import_directory(database, str(DATA / "directory/sample.json"), data=DATA, now=NIGHT)
    return database


def texts(database: Database, *needs: str, place: str | None = "marsh end", now: datetime = NIGHT) -> list[str]:
    with database.look() as tx:
        return [offer.sms_text() for offer in find_services(tx, needs=needs, place=place, now=now)]


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_is_answered_at_two_in_the_morning_in_single_texts(tessbridge: Database, need: str) -> None:
    said = texts(tessbridge, need)
    assert 1 <= len(said) <= 3
    assert all(segments(text) == 1 for text in said)


def test_at_two_in_the_morning_what_is_awake_comes_first(tessbridge: Database) -> None:
    assert texts(tessbridge, "homelessness")[0] == (
        "Homeless Out of Hours (homelessness): 01632 960101. Open now until 8:30am."
    )


def test_in_the_morning_another_answer_is_given(tessbridge: Database) -> None:
    said = texts(tessbridge, "homelessness", now=NIGHT + timedelta(hours=9))
    assert said[0] == "Housing Options (homelessness): 01632 960102. Open now until 5pm."


def test_texts_about_abuse_may_be_read_by_anybody(tessbridge: Database) -> None:
    for text in texts(tessbridge, "domestic_abuse"):
        assert text.startswith(("A private phone line: ", "A free, private phone line: "))
        for word in ("abuse", "haven", "refuge", "women", "violence"):
            assert word not in text.lower()


def test_staff_can_look_up_what_was_offered_under_another_name(tessbridge: Database) -> None:
    with tessbridge.look() as tx:
        ids = [offer.id for offer in find_services(tx, needs=["domestic_abuse"], place=None, now=NIGHT)]
        assert "Tess Haven" in directory.service_names(tx, ids).values()


def test_a_service_that_is_closed_for_now_is_not_offered(tessbridge: Database) -> None:
    with tessbridge.look() as tx:
        found = find_services(tx, needs=["children_family"], place="upper tess", now=NIGHT, limit=50)
    assert "Upper Tess Youth Bus" not in {offer.name for offer in found}


def test_an_empty_directory_offers_nothing(database: Database) -> None:
    assert texts(database, "housing") == []


def test_a_new_import_is_seen_at_once(tessbridge: Database, tmp_path: Path) -> None:
    before = texts(tessbridge, "transport")
    feed = tmp_path / "more.json"
    feed.write_text(
        '[{"id": "11111111-1111-4111-8111-111111111111", "name": "Night Bus Help", "status": "active",'
        ' "phones": [{"number": "01632 960199"}]}, {"id": "22222222-2222-4222-8222-222222222222",'
        ' "name": "Patient Transport", "status": "active", "phones": [{"number": "01632 960198"}]}]',
        encoding="utf-8",
    )
    import_directory(tessbridge, str(feed), data=DATA, now=NIGHT + timedelta(seconds=1))
    assert texts(tessbridge, "transport") == [
        *before,
        "Patient Transport: 01632 960198. Hours not known: ring to check.",
    ]
