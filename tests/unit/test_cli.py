"""The command line as people meet it: one line on stderr, exit codes 0, 1 and 2, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nightdoor.cli import COMMANDS, app
from nightdoor.processes import ALL_SETTINGS


def _nightdoor(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ALL_SETTINGS}
    return subprocess.run(
        [sys.executable, "-m", "nightdoor", *words],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _assert_one_line(done: subprocess.CompletedProcess[str], exit_code: int, *says: str) -> None:
    assert done.returncode == exit_code, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stdout == ""
    assert all(word in done.stderr for word in says), done.stderr


def test_help_names_every_command() -> None:
    done = _nightdoor("--help")
    assert done.returncode == 0, done.stderr
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"], prog_name="nightdoor")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Usage: nightdoor {name}")


@pytest.mark.parametrize("words", [(), ("knock",), ("migrate", "--loudly"), ("migrate", "twice")])
def test_bad_usage_is_one_line_and_exit_code_2(words: tuple[str, ...]) -> None:
    _assert_one_line(_nightdoor(*words), 2)


def test_a_setting_that_makes_no_sense_is_named_without_its_value() -> None:
    done = _nightdoor("migrate", NIGHTDOOR_IDLE_AFTER="soonish")
    _assert_one_line(done, 2, "NIGHTDOOR_IDLE_AFTER")
    assert "soonish" not in done.stderr


def test_a_database_that_is_away_is_one_line_and_exit_code_1() -> None:
    done = _nightdoor("migrate", NIGHTDOOR_DATABASE_URL="postgresql://127.0.0.1:1/nowhere")
    _assert_one_line(done, 1, "the database does not answer", "NIGHTDOOR_DATABASE_URL")


def test_an_error_that_nobody_foresaw_is_one_line_without_its_words(tmp_path: Path) -> None:
    done = _nightdoor("migrate", NIGHTDOOR_DATABASE_URL="sqlite:////dev/null/my-secret-name.db")
    _assert_one_line(done, 1)
    assert "my-secret-name" not in done.stderr


def test_up_without_settings_says_what_is_missing() -> None:
    _assert_one_line(_nightdoor("up"), 2, "NIGHTDOOR_SECRET_KEY")


def test_seed_outside_the_demonstration_is_refused() -> None:
    _assert_one_line(_nightdoor("seed"), 2, "--demo")


def test_migrate_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nightdoor.db'}"
    assert _nightdoor("migrate", NIGHTDOOR_DATABASE_URL=url).returncode == 0
    assert _nightdoor("migrate", NIGHTDOOR_DATABASE_URL=url).returncode == 0


def test_only_the_account_that_runs_us_may_read_what_residents_wrote(tmp_path: Path) -> None:
    file = tmp_path / "var" / "nightdoor.db"
    _nightdoor("migrate", NIGHTDOOR_DATABASE_URL=f"sqlite:///{file}")
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
