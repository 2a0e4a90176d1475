"""The demonstration night is played through the real services, and leaves nothing open behind it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo.night import last_night
from demo.seed import seed, sign_ins
from demo.sign_ins import SIGN_INS
from nightdoor.core.alert import AlertState
from nightdoor.core.case import CaseStatus, FiledBecause
from nightdoor.core.message import Author, Channel, Message
from nightdoor.processes import ALL_SETTINGS
from nightdoor.services.reconcile import reconcile
from nightdoor.services.sign_in import sign_in
from nightdoor.settings import Settings
from nightdoor.store import Database, alerts, cases, contacts, messages, sends, turns
from nightdoor.store.migrate import migrate

ROOT = Path(__file__).parents[3]
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LATER = MORNING + timedelta(days=1)
CONVERSATIONS = 9


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the night once: it takes seconds."""
    file = tmp_path_factory.mktemp("night") / "nightdoor.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    seed(database, _settings(), MORNING)
    database.close()
    return file


@pytest.fixture
def seeded(night: Path, tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{shutil.copy(night, tmp_path)}")
    yield database
    database.close()


def _settings() -> Settings:
    return Settings.model_validate({"NIGHTDOOR_DEMO": True, "NIGHTDOOR_DATA": ROOT / "data"})


def test_every_conversation_of_the_night_waits_in_the_morning_queue(seeded: Database) -> None:
    with seeded.look() as tx:
        queue = cases.queue(tx)
        because = {case.because for case in queue}
    assert len(queue) == CONVERSATIONS
    assert because == {FiledBecause.FINISHED, FiledBecause.UNFINISHED, FiledBecause.STOOD_DOWN}
    assert {case.status for case in queue} == {CaseStatus.NEW, CaseStatus.ALLOCATED}


def test_every_crisis_was_stood_down_with_an_outcome(seeded: Database) -> None:
    with seeded.look() as tx:
        raised = [alert for key in range(1, CONVERSATIONS + 1) for alert in alerts.alerts_of(tx, key)]
        assert alerts.open_alerts(tx) == []
    assert [alert.state for alert in raised] == [AlertState.STOOD_DOWN] * 3
    assert {alert.outcome for alert in raised} == {"safe_now", "emergency_services", "duty_team"}


def test_nothing_of_last_night_is_left_to_do_tonight(seeded: Database) -> None:
    with seeded.look() as tx:
        assert not sends.is_due(tx, LATER, tuple(Channel))
        assert not turns.is_due(tx, LATER)
        assert not alerts.is_step_due(tx, LATER)
        reckoning = reconcile(tx, last_night(MORNING))
    assert reckoning.is_whole
    assert reckoning.inbound > 30


def test_stories_were_told_with_and_without_consent_and_broken_off(seeded: Database) -> None:
    with seeded.look() as tx:
        stories = [contacts.get_conversation(tx, key).story for key in range(1, CONVERSATIONS + 1)]
    assert {story.consent for story in stories} == {True, False, None}
    assert max(len((story.what_happened or "").split()) for story in stories) > 100


def test_services_were_offered_as_they_were_open_that_night(seeded: Database) -> None:
    with seeded.look() as tx:
        said = [m.text for key in range(1, CONVERSATIONS + 1) for m in messages.thread(tx, key) if not m.inbound]
    assert "Council Tenants' Emergency Repairs (housing): 01632 960103. Open now, day and night." in said


def test_a_human_wrote_and_the_bot_was_silent_meanwhile(seeded: Database) -> None:
    with seeded.look() as tx:
        thread = next(t for key in range(1, 5) if len(t := messages.thread(tx, key)) > 8 and _by_hand(t))
    joined = next(n for n, message in enumerate(thread) if message.author is Author.DUTY_WORKER)
    assert Author.DOOR not in {message.author for message in thread[joined:-1]}


def _by_hand(thread: list[Message]) -> bool:
    return any(message.author is Author.DUTY_WORKER for message in thread)


def test_seeding_again_changes_nothing(seeded: Database) -> None:
    def all_there_is() -> tuple[int, int]:
        with seeded.look() as tx:
            return messages.newest_id(tx), contacts.count_conversations(tx)

    before = all_there_is()
    seed(seeded, _settings(), LATER)
    assert all_there_is() == before


def test_the_accounts_that_are_told_can_sign_in_within_the_demonstration_only(seeded: Database) -> None:
    for one in SIGN_INS:
        assert one.name in sign_ins()
        assert one.password in sign_ins()
        _, session = sign_in(seeded, one.name, one.password, MORNING, demonstration=True)
        assert session.staff.role is one.role


def test_outside_the_demonstration_it_says_so_in_one_line_and_does_nothing(tmp_path: Path) -> None:
    file = tmp_path / "nightdoor.db"
    clean = {name: value for name, value in os.environ.items() if name not in ALL_SETTINGS}
    done = subprocess.run(
        [sys.executable, "-m", "demo.seed"],
        env={**clean, "NIGHTDOOR_DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["demo.seed: this is for the demonstration alone: set NIGHTDOOR_DEMO=1."]
    assert not file.exists()
