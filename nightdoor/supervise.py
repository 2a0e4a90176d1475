"""Keeps the processes running: supervisord restarts what dies, and stops all of it together.

The supervisor has no control socket: nothing can tell it to run something else. To restart one process, end it.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from nightdoor.processes import ALL_SETTINGS, Process

LOOK_EVERY_SECONDS = 0.25
SAY_EVERY_SECONDS = 2.0

HEAD = """\
; Written by `nightdoor up` at every start: changes made here are lost.
[supervisord]
nodaemon=true
silent=true
umask=077
logfile={run}/supervisor.log
logfile_maxbytes=5MB
pidfile={run}/supervisor.pid
childlogdir={log}
{user}
"""

PROGRAM = """
[program:{name}]
command={command}
priority={priority}
autorestart=true
startsecs=1
startretries=1000000
stopsignal=TERM
stopwaitsecs=10
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={log}/{name}.log
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=3
"""


@dataclass(frozen=True)
class Place:
    """Where a running house keeps its papers."""

    var: Path

    @property
    def log(self) -> Path:
        """The processes' logs."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """The supervisor's own files."""
        return self.var / "run"

    @property
    def config(self) -> Path:
        """The supervisor's configuration."""
        return self.run / "supervisor.conf"

    @property
    def pid(self) -> Path:
        """The supervisor's process id, while it runs."""
        return self.run / "supervisor.pid"


def write_config(place: Place, processes: Iterable[Process]) -> None:
    """Write the supervisor's configuration. It names settings that a process must not see; it holds no value of any."""
    for folder in (place.log, place.run):
        folder.mkdir(parents=True, exist_ok=True)
    user = "user=root" if os.geteuid() == 0 else ""
    text = HEAD.format(run=_escaped(place.run), log=_escaped(place.log), user=user)
    for priority, process in enumerate(processes, 1):
        text += PROGRAM.format(
            name=process.name, command=_escaped(_command(process)), priority=priority, log=_escaped(place.log)
        )
    place.config.write_text(text, encoding="utf-8")


def _command(process: Process) -> str:
    """Return a command line that takes away the settings which are none of this process's business."""
    hidden = [word for name in sorted(ALL_SETTINGS - process.sees) for word in ("-u", name)]
    return shlex.join(["env", *hidden, *process.command])


def _escaped(words: Path | str) -> str:
    """Return words as supervisord reads them: a percent sign starts an expansion there."""
    return str(words.absolute() if isinstance(words, Path) else words).replace("%", "%%")


def keep_running(
    place: Place, environment: Mapping[str, str], once_started: Callable[[Callable[[], bool]], None]
) -> int:
    """Run the supervisor until it is told to stop, by Ctrl-C or a signal. Returns its exit code.

    ``once_started`` is called beside it, with a function that tells whether the supervisor still runs.
    """
    supervisor = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "supervisor.supervisord", "-c", place.config],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        process_group=0,
    )
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: supervisor.send_signal(signal.SIGTERM))
    once_started(lambda: supervisor.poll() is None)
    return supervisor.wait()


def wait_until_ready(
    processes: Iterable[Process], still_running: Callable[[], bool], say: Callable[[str], None], *, patience: float
) -> list[str]:
    """Wait until every address answers 200, saying now and then who is not ready yet. Returns who never was.

    ``patience`` is in seconds.
    """
    began = said = time.monotonic()
    waiting = [process for process in processes if process.ready]
    while waiting and still_running() and time.monotonic() - began < patience:
        waiting = [process for process in waiting if not answers(process.ready)]
        if waiting and time.monotonic() - said > SAY_EVERY_SECONDS:
            said = time.monotonic()
            say(f"  waiting for {', '.join(process.name for process in waiting)} …")
        time.sleep(LOOK_EVERY_SECONDS)
    return [process.name for process in waiting]


def answers(address: str) -> bool:
    """Whether an address of this house answers 200 now."""
    try:
        return httpx.get(address, timeout=2, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
