"""Rasa is run our way only."""

from pathlib import Path

import pytest

from bot.engine import fingerprint, run


def test_safety_wins_over_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in run.ENVIRONMENT:
        monkeypatch.setenv(name, "chosen")
    environment = run.environment()
    assert environment["NIGHTDOOR_ACTIONS_URL"] == "chosen"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["TICKET_LOCK_LIFETIME"] == "8"


def test_without_its_environment_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    with pytest.raises(SystemExit, match="uv sync --project bot/engine"):
        run.command("train")


def test_without_a_model_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "MODELS", tmp_path)
    with pytest.raises(SystemExit, match=r"bot\.engine\.run train"):
        run.trained_model()


def test_the_fingerprint_changes_with_the_training_data_alone(tmp_path: Path) -> None:
    data = tmp_path / "data/nlu"
    data.mkdir(parents=True)
    (data / "needs.yml").write_text("one", encoding="utf-8")
    before = fingerprint.of_training_data(tmp_path)
    (tmp_path / "README.md").write_text("words", encoding="utf-8")
    assert fingerprint.of_training_data(tmp_path) == before
    (data / "needs.yml").write_text("two", encoding="utf-8")
    assert fingerprint.of_training_data(tmp_path) != before


def test_the_fingerprint_covers_every_component_of_the_pipeline() -> None:
    config = (run.ROOT / "config.yml").read_text(encoding="utf-8")
    ours = {line.split("bot.engine.")[1].split(".")[0] for line in config.splitlines() if "name: bot.engine." in line}
    assert {f"bot/engine/{name}.py" for name in ours} <= set(fingerprint.COMPONENTS)
