"""The actions look services up in the directory."""

from pathlib import Path

from actions.finder import finder
from nightdoor.core.clock import now
from nightdoor.services.directory import import_directory
from nightdoor.store import Database

DATA = Path(__file__).parents[3] / "data"


def test_services_of_the_directory_are_found_and_not_twice(database: Database) -> None:
    import_directory(database, str(DATA / "directory/sample.json"), data=DATA, now=now())
    find = finder(database)
    first = find(["food_fuel"], "Millgate", [])
    more = find(["food_fuel"], "Millgate", [offer.id for offer in first])
    assert len(first) == 3
    assert not {offer.id for offer in first} & {offer.id for offer in more}


def test_with_the_database_down_no_service_is_found_and_nothing_breaks(tmp_path: Path) -> None:
    folder = tmp_path / "nightdoor.db"
    folder.mkdir()
    assert list(finder(Database(f"sqlite:///{folder}"))(["housing"], None, [])) == []
