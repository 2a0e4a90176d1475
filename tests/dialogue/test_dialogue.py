"""Rasa's own checks: the training data is sound, and every dialogue of this folder goes as written."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine import run

pytestmark = [pytest.mark.engine, pytest.mark.timeout(240)]


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `bot.engine.run`; return how it ended and what it wrote."""
    command = [sys.executable, "-m", "bot.engine.run", *arguments]
    return subprocess.run(command, cwd=run.ROOT, check=False, capture_output=True, text=True)


def test_the_training_data_is_sound() -> None:
    done = rasa("validate")
    warnings = [line for line in (done.stdout + done.stderr).splitlines() if "UserWarning" in line]
    # Rasa only sees words that rules say; those that actions say it calls unused.
    assert [line for line in warnings if not ("utter_" in line and "is not used" in line)] == []
    assert done.returncode == 0


def test_every_dialogue_goes_as_written(tmp_path: Path) -> None:
    assert rasa("train").returncode == 0
    done = rasa("test", "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout[-2000:]
