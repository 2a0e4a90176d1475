"""A house of one's own for a test: the real processes, on free ports, each of which can be killed and started again.

    with House(tmp_path) as house:
        house.start("actions", "engine", "public", "work")
        house.kill("engine")                     # kill -9
        httpx.get(house.url("public") + "/readyz")
        house.start("engine")

The processes are started with the very command lines and settings that `nightdoor up` gives them.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from nightdoor import demonstration
from nightdoor.processes import Ports, Process, all_processes, environment_of
from nightdoor.settings import Settings
from nightdoor.store import Database
from nightdoor.store.migrate import migrate
from nightdoor.supervise import answers

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90


def free_port() -> int:
    """Return a port of this machine that nothing listens on now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class House:
    """Any of the real processes: demo (with the provider emulators), actions, engine, public, staff, work."""

    def __init__(self, folder: Path, *, database_url: str = "", settings: Mapping[str, str] | None = None) -> None:
        """Choose ports and settings. ``settings`` are environment variables that win over the house's own."""
        self.folder = folder
        self.ports = Ports(free_port(), free_port(), free_port())
        chosen = {**self._settings(database_url), **(settings or {})}
        self.settings = Settings.model_validate(chosen)
        self.environment = {**_machine(), **chosen}
        self.database = Database(self.settings.database_url)
        self._processes = {process.name: process for process in all_processes(self.settings, self.ports)}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def _settings(self, database_url: str) -> dict[str, str]:
        demo = f"http://127.0.0.1:{self.ports.demo}"
        return {
            **demonstration.fresh(page=demo),
            "NIGHTDOOR_DATABASE_URL": database_url or f"sqlite:///{self.folder / 'nightdoor.db'}",
            "NIGHTDOOR_SPOOL": str(self.folder / "spool"),
            "NIGHTDOOR_PUBLIC_URL": f"http://127.0.0.1:{self.ports.public}",
            "NIGHTDOOR_STAFF_URL": f"http://127.0.0.1:{self.ports.staff}",
            "NIGHTDOOR_ENGINE_URL": f"http://127.0.0.1:{free_port()}",
            "NIGHTDOOR_ACTIONS_URL": f"http://127.0.0.1:{free_port()}",
        }

    def __enter__(self) -> Self:
        """Bring the database to shape. No process runs yet."""
        migrate(self.database)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop everything that still runs, and leave nothing behind."""
        for name in list(self._running):
            self.stop(name)
        self.database.close()

    def url(self, name: str) -> str:
        """Return the address of a process, without a slash at its end."""
        return "/".join(self._processes[name].alive.split("/")[:3])

    def start(self, *names: str) -> None:
        """Start processes that do not run, and return once each of them is alive (its ``/healthz`` answers)."""
        for name in names:
            self._running[name] = self._spawn(self._processes[name])
        for name in names:
            self._wait_until_alive(name)

    def _spawn(self, process: Process) -> subprocess.Popen[bytes]:
        environment = environment_of(process, self.environment)
        with self._log_file(process.name).open("ab") as log:
            return subprocess.Popen(
                process.command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                process_group=0,
            )  # fmt: skip

    def _wait_until_alive(self, name: str) -> None:
        address, until = self._processes[name].alive, time.monotonic() + PATIENCE_SECONDS
        while address and not answers(address):
            assert self.is_running(name), f"{name} ended by itself:\n{self.log(name)[-3000:]}"
            assert time.monotonic() < until, (
                f"{name} is not alive after {PATIENCE_SECONDS} s:\n{self.log(name)[-3000:]}"
            )
            time.sleep(0.05)

    def is_running(self, name: str) -> bool:
        """Whether the process was started and has not ended."""
        return name in self._running and self._running[name].poll() is None

    def kill(self, name: str) -> None:
        """Kill a process as a power cut would (kill -9), and return when it is gone."""
        self._end(name, signal.SIGKILL)

    def stop(self, name: str) -> int:
        """Ask a process to end, as the supervisor does, and return its exit code."""
        return self._end(name, signal.SIGTERM)

    def restart(self, name: str) -> None:
        """Kill a process and start it again."""
        self.kill(name)
        self.start(name)

    def _end(self, name: str, how: signal.Signals) -> int:
        process = self._running.pop(name)
        if process.poll() is None:
            os.killpg(process.pid, how)
        try:
            return process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()

    def memory(self, name: str) -> int:
        """Return the bytes of memory that a running process holds now (Linux)."""
        pages = Path(f"/proc/{self._running[name].pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def log(self, name: str) -> str:
        """Return everything that a process has written, over all its lives."""
        file = self._log_file(name)
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def logs(self) -> str:
        """Return everything that any process has written: for tests that no resident's word is in it."""
        return "".join(self.log(name) for name in self._processes)

    def _log_file(self, name: str) -> Path:
        return self.folder / f"{name}.log"


def _machine() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
