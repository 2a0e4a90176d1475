"""The demonstration makes its own keys, once, and keeps them to itself."""

import os
import stat
from pathlib import Path

import pytest

from nightdoor import demonstration
from nightdoor.needed import missing_settings
from nightdoor.processes import ALL_SETTINGS
from nightdoor.settings import Settings


def test_the_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "var" / "demo.env"
    made = demonstration.kept(file)
    assert demonstration.kept(file) == demonstration.read(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_of_an_older_version_keeps_its_keys_and_is_completed(tmp_path: Path) -> None:
    file = tmp_path / "demo.env"
    file.write_text("TWILIO_FROM=+447700900555\nGONE=1\n", encoding="utf-8")
    made = demonstration.kept(file)
    assert made["TWILIO_FROM"] == "+447700900555"
    assert set(made) == set(demonstration.fresh())
    assert demonstration.read(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_demonstrations_share_no_key() -> None:
    one, two = demonstration.fresh(), demonstration.fresh()
    assert all(one[name] != two[name] for name in one if name.endswith(("KEY", "TOKEN", "SID")))


def test_the_demonstration_lacks_nothing_and_sets_nothing_unknown() -> None:
    made = demonstration.fresh()
    assert missing_settings(Settings.model_validate(made)) == []
    assert set(made) <= ALL_SETTINGS


def test_what_the_environment_says_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ALL_SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TWILIO_FROM", "+447700900555")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    demonstration.switch_on(tmp_path / "demo.env")
    assert os.environ["TWILIO_FROM"] == "+447700900555"
    assert os.environ["NIGHTDOOR_DEMO"] == "1"
