"""`nightdoor up`, as `make run` starts it: ready when it says so, mended when something dies, gone after Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nightdoor.processes import port_of
from nightdoor.supervise import Place, answers
from tests.support.house import ROOT, House
from tests.support.servers import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.engine, pytest.mark.timeout(300)]

PATIENCE_SECONDS = 150


class Up:
    """A house started by `nightdoor up`, and what it says."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.place, self._said = house, Place(folder / "var"), folder / "said"
        ports = house.ports
        words = ["--public-port", ports.public, "--staff-port", ports.staff, "--demo-port", ports.demo]
        command = [sys.executable, "-m", "nightdoor", "up", *map(str, words), "--var", str(self.place.var)]
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, env=house.environment, stdout=said, stderr=said)

    @property
    def said(self) -> str:
        """Everything printed so far."""
        return self._said.read_text(encoding="utf-8")

    def pids(self) -> list[int]:
        """Return every process that was ever started: the supervisor notes each."""
        log = (self.place.run / "supervisor.log").read_text(encoding="utf-8")
        return [int(pid) for pid in re.findall(r"(?:spawned: '\w+' with|started with) pid (\d+)", log)]

    def pid_of(self, name: str) -> int:
        """Return the newest process id of one process."""
        log = (self.place.run / "supervisor.log").read_text(encoding="utf-8")
        return int(re.findall(rf"spawned: '{name}' with pid (\d+)", log)[-1])


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A house that says it is ready."""
    with House(tmp_path) as house:
        up = Up(house, tmp_path)
        try:
            wait_until(
                lambda: "Ctrl-C stops everything" in up.said or up.process.poll() is not None, "ready", PATIENCE_SECONDS
            )
            yield up
        finally:
            up.process.terminate()
            up.process.wait(timeout=30)


def test_it_is_ready_when_it_says_so_mends_itself_and_leaves_nothing_behind(up: Up) -> None:
    house = up.house
    assert "Nightdoor is ready" in up.said, up.said
    for words in (house.url("public"), house.url("staff"), house.url("demo"), "demo-duty", "demo-lead"):
        assert words in up.said
    assert all(answers(house.url(side) + "/readyz") for side in ("public", "staff"))

    again = up.process.args
    refused = subprocess.run(again, cwd=ROOT, env=house.environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert str(port_of(house.url("public"))) in refused.stderr
    assert up.place.pid.read_text(encoding="utf-8").strip() in refused.stderr
    assert len(refused.stderr.splitlines()) == 1

    for name in ("public", "work"):
        died = up.pid_of(name)
        os.kill(died, signal.SIGKILL)
        wait_until(lambda name=name, died=died: up.pid_of(name) != died, f"{name} to be started again")
    wait_until(lambda: answers(house.url("public") + "/readyz"), "the door to open again", 60)

    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(timeout=30) == 0
    assert len(up.pids()) >= 9
    assert [pid for pid in up.pids() if _lives(pid)] == []
