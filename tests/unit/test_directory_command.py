"""`nightdoor directory import`: what is rejected goes to stderr, and the exit code says whether anything was kept."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nightdoor.cli import app
from nightdoor.problem import Problem
from nightdoor.store import Database
from nightdoor.store.directory import count_services

GOOD = {"id": "11111111-1111-4111-8111-111111111111", "name": "Debt Advice", "status": "active"}


@pytest.fixture
def settled(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("NIGHTDOOR_DATABASE_URL", database.url)
    return database


def test_what_is_kept_is_said_and_what_is_not_is_named(settled: Database, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps([GOOD, {"id": GOOD["id"], "status": "open"}]), encoding="utf-8")
    done = CliRunner().invoke(app, ["directory", "import", str(feed)])
    assert done.exit_code == 0
    assert done.stdout.startswith("2 records read, 1 services kept; 1 rejected")
    assert done.stderr.startswith(f"record 2 ({GOOD['id']}) rejected: ")
    with settled.look() as tx:
        assert count_services(tx, "feed.json") == 1


@pytest.mark.parametrize("body", ["[]", "[{}]", "nonsense"])
def test_a_feed_of_which_nothing_is_good_fails(settled: Database, tmp_path: Path, body: str) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(body, encoding="utf-8")
    done = CliRunner().invoke(app, ["directory", "import", str(feed)])
    assert isinstance(done.exception, Problem)
    assert done.exception.exit_code == 1
    with settled.look() as tx:
        assert count_services(tx) == 0
