"""The database goes away and comes back: what came in meanwhile is kept on disk, danger is answered all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from nightdoor.core.paging import page_words_in_the_dark
from nightdoor.services.receive import Door
from tests.support.journey import PATIENCE, Night, night_in
from tests.support.postgres import Cluster
from tests.support.pretend_engine import PretendEngine, answer_to
from tests.support.residents import Resident, all_words, one_line
from tests.support.servers import wait_until

pytestmark = pytest.mark.journey

CRISIS = "i cant do this any more im going to kill myself tonight"
WAYS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@dataclass
class Dark:
    """A house, and a way to take its database away for a while."""

    night: Night
    without_database: Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module", params=WAYS)
def dark(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, engine: PretendEngine
) -> Iterator[Dark]:
    """A house on SQLite, whose file another process keeps locked, or on a PostgreSQL that is stopped."""
    folder = tmp_path_factory.mktemp("dark")
    settings = {"NIGHTDOOR_ENGINE_URL": engine.url}
    if request.param == "postgres":
        yield from _on_postgres(folder, settings)
        return
    with night_in(folder, "public", "work", settings=settings) as night:
        yield Dark(night, lambda: _locked(folder / "nightdoor.db"))


def _on_postgres(folder: Path, settings: dict[str, str]) -> Iterator[Dark]:
    cluster = Cluster()
    try:
        url = cluster.new_database()
        with night_in(folder, "public", "work", settings=settings, database_url=url) as night:
            yield Dark(night, lambda: _stopped(cluster))
    finally:
        cluster.close()


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold the write lock, as a process that hangs would."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=PATIENCE)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


@contextmanager
def _stopped(cluster: Cluster) -> Iterator[None]:
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


def test_what_is_said_in_the_dark_is_kept_in_order_and_answered_when_it_is_light(dark: Dark) -> None:
    night = dark.night
    people: list[Resident] = [night.texter(), night.telegrammer(), night.chatter()]
    for resident in people:
        resident.say("before: the boiler is broken")
    night.wait_until_quiet()
    with dark.without_database():
        for resident in people:
            resident.say("meanwhile: it is cold in here")
        for resident in people[:2]:
            resident.say("meanwhile: the landlord does not answer")
        wait_until(lambda: not night.telegram.pending(), "Telegram to be heard", PATIENCE)
    for resident in people:
        resident.say("after: are you there")
    night.wait_until_quiet()
    for resident in people:
        assert night.kept(resident) == resident.wrote
        heard = one_line(all_words(resident))
        assert all(words in heard for words in resident.wrote)
    night.assert_whole()


@pytest.mark.parametrize("way", ["sms", "telegram"])
def test_danger_in_the_dark_is_answered_and_paged_at_once_and_once(dark: Dark, door: Door, way: str) -> None:
    night, safety = dark.night, door.wording.first_reply(["suicide"])
    resident = night.resident(way)
    pages = len(night.pages())
    with dark.without_database():
        resident.say(CRISIS)
        night.hears(resident, safety)
        wait_until(lambda: one_line(page_words_in_the_dark()) in one_line(" ".join(night.pages()[pages:])), "the page")
    alert = night.alert_raised(resident)
    wait_until(
        lambda: any(f"Alert {alert.id}." in page for page in night.pages()), "the page with its number", PATIENCE
    )
    night.wait_until_quiet()
    assert night.is_held(resident)
    assert all_words(resident).count(one_line(safety)) == 1


def test_killed_in_the_dark_the_gateway_opens_again_and_loses_nothing(dark: Dark, engine: PretendEngine) -> None:
    night = dark.night
    resident = night.texter()
    with dark.without_database():
        resident.say("the roof leaks over the cot")
        night.house.kill("public")
        night.house.start("public")
        resident.say("and the bucket is full")
    night.wait_until_quiet()
    assert night.kept(resident) == resident.wrote
    heard = all_words(resident)
    assert all(words in heard for words in resident.wrote)
    assert answer_to("the roof leaks over the cot") in heard


def test_danger_is_kept_in_the_dark_even_when_the_provider_hangs_too(dark: Dark, door: Door) -> None:
    night = dark.night
    resident, other = night.texter(), night.texter()
    with dark.without_database():
        night.sms.go_wrong("hang", seconds=7, count=2)
        resident.say(CRISIS)
        other.say("the bins were not emptied")
    alert = night.alert_raised(resident)
    night.hears(resident, door.wording.first_reply(alert.kinds))
    night.hears(other, answer_to("the bins were not emptied"))
    night.wait_until_quiet()
    assert night.nightdoor("reconcile").returncode == 0


def test_started_with_its_folder_out_of_reach_the_gateway_opens_and_keeps_what_comes(
    tmp_path: Path, engine: PretendEngine, door: Door
) -> None:
    folder = tmp_path / "disk"
    settings = {"NIGHTDOOR_ENGINE_URL": engine.url}
    with night_in(tmp_path, settings=settings, database_url=f"sqlite:///{folder / 'nightdoor.db'}") as night:
        folder.rename(tmp_path / "not mounted")
        folder.write_text("a file where a folder should be", encoding="utf-8")
        night.house.start("public")
        ordinary, crisis = night.texter(), night.texter()
        ordinary.say("the tap has been running for a week")
        crisis.say(CRISIS)
        night.hears(crisis, door.wording.first_reply(["suicide"]))
        folder.unlink()
        (tmp_path / "not mounted").rename(folder)
        night.house.start("work")
        night.hears(ordinary, answer_to("the tap has been running for a week"))
        assert night.alert_raised(crisis)
        night.assert_whole()
