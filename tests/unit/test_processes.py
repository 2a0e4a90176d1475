"""Each process is started with the settings that it may see, and nothing else of the shell."""

from nightdoor import demonstration
from nightdoor.processes import Ports, Process, all_processes, environment_of, port_of
from nightdoor.settings import Settings

SHELL = {**demonstration.fresh(), "PATH": "/usr/bin", "AWS_SECRET_ACCESS_KEY": "elsewhere"}


def _processes(**environment: str) -> dict[str, Process]:
    settings = Settings.model_validate(environment)
    return {process.name: process for process in all_processes(settings, Ports())}


def test_the_demonstration_page_runs_in_the_demonstration_only() -> None:
    assert "demo" in _processes(NIGHTDOOR_DEMO="1")
    assert set(_processes()) == {"actions", "engine", "public", "staff", "work"}


def test_the_engine_sees_no_secret() -> None:
    seen = environment_of(_processes()["engine"], SHELL)
    assert set(seen) == {"PATH"}


def test_neither_the_actions_nor_the_staffs_side_see_a_providers_keys() -> None:
    for name in ("actions", "staff"):
        assert not {"TWILIO_AUTH_TOKEN", "TELEGRAM_BOT_TOKEN"} & set(environment_of(_processes()[name], SHELL))


def test_nothing_passes_from_the_shell_but_settings_and_a_little_of_the_machine() -> None:
    assert all("AWS_SECRET_ACCESS_KEY" not in environment_of(process, SHELL) for process in _processes().values())


def test_the_engine_listens_where_the_settings_say_it_is() -> None:
    engine = _processes(NIGHTDOOR_ENGINE_URL="http://127.0.0.1:6111")["engine"]
    assert engine.command[-1] == "6111"
    assert (port_of("https://door.example"), port_of("http://door.example")) == (443, 80)
