"""The supervisor restarts what dies, and stops all of it together: no process outlives it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nightdoor.processes import ALL_SETTINGS, Process
from nightdoor.supervise import Place, write_config
from tests.support.house import free_port

SERVE = """
import http.server, os, sys
print("pid", os.getpid(), "sees", sorted(n for n in os.environ if n.startswith(("NIGHT", "TWILIO"))), flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
KEEP = """
import sys
from pathlib import Path
from nightdoor.processes import house_environment
from nightdoor.supervise import Place, keep_running
sys.exit(keep_running(Place(Path(sys.argv[1])), house_environment(), lambda running: print("started", flush=True)))
"""


def _until(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def _pids(place: Place) -> list[int]:
    """Return the process ids that the served process has had, from its log."""
    log = place.log / "door.log"
    return [int(pid) for pid in re.findall(r"pid (\d+)", log.read_text(encoding="utf-8"))] if log.exists() else []


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place whose name holds what configuration files may stumble over."""
    place = Place(tmp_path / "my; little house")
    script = tmp_path / "serve.py"
    script.write_text(SERVE, encoding="utf-8")
    command = (sys.executable, str(script), str(free_port()))
    write_config(place, [Process("door", command, frozenset({"NIGHTDOOR_SPOOL"}))])
    return place


@pytest.fixture
def keeper(place: Place) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs the supervisor as `nightdoor up` does."""
    settings = {"NIGHTDOOR_SPOOL": "s", "TWILIO_AUTH_TOKEN": "t"}
    kept = subprocess.Popen([sys.executable, "-c", KEEP, str(place.var)], env={**os.environ, **settings})
    try:
        _until(lambda: bool(_pids(place)))
        yield kept
    finally:
        kept.terminate()
        kept.wait(timeout=20)


@pytest.mark.usefixtures("keeper")
def test_what_dies_is_started_again(place: Place) -> None:
    first = _pids(place)[0]
    time.sleep(1.2)  # the supervisor believes in a process that lived for a second
    os.kill(first, signal.SIGKILL)
    _until(lambda: len(_pids(place)) == 2)
    assert _lives(_pids(place)[1])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_everything(place: Place, keeper: subprocess.Popen[bytes], how: signal.Signals) -> None:
    keeper.send_signal(how)
    assert keeper.wait(timeout=20) == 0
    assert not any(map(_lives, _pids(place)))
    assert not place.pid.exists()


@pytest.mark.usefixtures("keeper")
def test_a_process_sees_no_setting_but_its_own(place: Place) -> None:
    assert "sees ['NIGHTDOOR_SPOOL']" in (place.log / "door.log").read_text(encoding="utf-8")


def test_the_configuration_holds_no_value_of_any_setting(place: Place) -> None:
    text = place.config.read_text(encoding="utf-8")
    assert not re.search(rf"({'|'.join(ALL_SETTINGS)})=", text)
    assert "http_server" not in text
    assert "umask=077" in text
