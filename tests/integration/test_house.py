"""The house for tests starts the real processes, and they are what `nightdoor up` would start."""

import signal
from pathlib import Path

import httpx
import pytest

from nightdoor.supervise import answers
from tests.support.house import House
from tests.support.servers import wait_until


def test_a_process_is_alive_when_start_returns_and_gone_after_kill(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.start("public")
        assert httpx.get(house.url("public") + "/healthz").json() == {"alive": True}
        assert httpx.get(house.url("public") + "/readyz").json()["database"] == "ok"
        house.kill("public")
        assert not house.is_running("public")
        house.start("public")
        assert house.stop("public") in (0, -signal.SIGTERM)


def test_the_engine_being_away_makes_the_residents_side_unready_but_not_dead(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.start("public")
        answer = httpx.get(house.url("public") + "/readyz")
        assert (answer.status_code, answer.json()["engine"]) == (503, "ConnectError")


@pytest.mark.engine
def test_the_whole_house_stands_and_is_ready(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.start("demo", "actions", "engine", "public", "staff", "work")
        wait_until(lambda: answers(house.url("public") + "/readyz"), "the residents' side to be ready")
        wait_until(lambda: answers(house.url("staff") + "/readyz"), "the staff's side to be ready")
        assert house.stop("work") == 0
