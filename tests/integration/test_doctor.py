"""The doctor says what is wrong, and what to do; it is content with a house that stands."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nightdoor.core.clock import now
from nightdoor.doctor import EngineFacts, Verdict, examine
from nightdoor.services.escalate import beat
from nightdoor.settings import Settings
from tests.support.house import House


@pytest.fixture
def facts(tmp_path: Path) -> EngineFacts:
    """An engine room in which everything is there."""
    there = tmp_path / "there"
    there.touch()
    return EngineFacts(there, there)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        yield house


def _wrong(house: House, facts: EngineFacts, settings: Settings | None = None) -> str:
    found = examine(settings or house.settings, house.ports, facts, now())
    return "\n".join(finding.what for finding in found if finding.verdict is Verdict.WRONG)


def test_a_house_that_is_prepared_and_not_running_has_nothing_wrong(house: House, facts: EngineFacts) -> None:
    assert _wrong(house, facts) == ""


def test_a_missing_engine_is_named(house: House, tmp_path: Path) -> None:
    wrong = _wrong(house, EngineFacts(tmp_path / "no-python", tmp_path / "no-model"))
    assert "no environment" in wrong
    assert "no model" in wrong


def test_missing_settings_and_an_open_address_are_named(house: House, facts: EngineFacts) -> None:
    bare = house.settings.model_copy(update={"demonstration": False, "twilio_account_sid": ""})
    wrong = _wrong(house, facts, bare)
    assert "TWILIO_ACCOUNT_SID" in wrong
    assert "NIGHTDOOR_PUBLIC_URL" in wrong


def test_a_database_that_is_away_or_old_is_named(house: House, facts: EngineFacts, tmp_path: Path) -> None:
    away = house.settings.model_copy(update={"database_url": "postgresql://127.0.0.1:1/nowhere"})
    assert "does not answer" in _wrong(house, facts, away)
    empty = house.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'empty.db'}"})
    assert "older shape" in _wrong(house, facts, empty)


def test_messages_that_wait_or_were_set_aside_are_counted(house: House, facts: EngineFacts) -> None:
    aside = house.settings.spool / "aside"
    aside.mkdir(parents=True)
    (aside / "1.json").touch()
    (house.settings.spool / "2.json").touch()
    wrong = _wrong(house, facts)
    assert "1 messages wait" in wrong
    assert "1 messages were set aside" in wrong


def test_while_the_house_runs_a_silent_watch_and_a_missing_process_are_named(house: House, facts: EngineFacts) -> None:
    house.start("demo")
    wrong = _wrong(house, facts)
    assert "the escalation watch is silent" in wrong
    assert "public is not ready" in wrong
    beat(house.database, now() - timedelta(minutes=5))
    assert "the escalation watch is silent" in _wrong(house, facts)
    beat(house.database, now())
    assert "watch" not in _wrong(house, facts)


def test_nothing_is_told_of_a_password_in_the_databases_address(house: House, facts: EngineFacts) -> None:
    secret = house.settings.model_copy(update={"database_url": "postgresql://door:hush@127.0.0.1:1/nowhere"})
    found = examine(secret, house.ports, facts, now())
    assert "hush" not in "".join(finding.what + finding.do for finding in found)
