"""A real engine and a real action server, on free ports of this machine, for as long as a test needs them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.engine_client import EngineClient
from nightdoor.core.engine import EngineReply
from nightdoor.core.message import Channel
from nightdoor.core.story import Story
from tests.support.servers import wait_until

ROOT = Path(__file__).parents[2]
READY_SECONDS = 150.0
"""Alone on the machine it takes about eight; beside other tests on two cores, far longer."""


@dataclass(frozen=True)
class Running:
    """A process of ours: its address, its process id, and the file that holds all it wrote."""

    url: str
    pid: int
    log: Path

    def written(self) -> str:
        """Return everything it wrote to stdout and stderr."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(command: list[str], url: str, health: str, log: Path, settings: Mapping[str, str]) -> Iterator[Running]:
    """Run a command until the block ends; wait until it answers."""
    with log.open("w", encoding="utf-8") as output:
        started = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_until(lambda: started.poll() is not None or _answers(url + health), log.stem, READY_SECONDS)
            assert started.poll() is None, f"{log.stem} ended at once: {log.read_text(encoding='utf-8')[-2000:]}"
            yield Running(url, started.pid, log)
        finally:
            started.send_signal(signal.SIGCONT)
            started.kill()
            started.wait(timeout=10)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def action_server(database_url: str, log: Path, port: int | None = None) -> Iterator[Running]:
    """Run `python -m actions` over a database."""
    port = port or free_port()
    command = [sys.executable, "-m", "actions", "--port", str(port)]
    with process(command, f"http://127.0.0.1:{port}", "/health", log, {"NIGHTDOOR_DATABASE_URL": database_url}) as it:
        yield it


@contextmanager
def engine(actions_url: str, log: Path) -> Iterator[Running]:
    """Run the engine over an action server; its model is trained first when there is none."""
    subprocess.run([sys.executable, "-m", "bot.engine.run", "train"], cwd=ROOT, check=True, capture_output=True)
    port = free_port()
    command = [sys.executable, "-m", "bot.engine.run", "serve", "--port", str(port)]
    settings = {"NIGHTDOOR_ACTIONS_URL": actions_url}
    with process(command, f"http://127.0.0.1:{port}", "/webhooks/rest/", log, settings) as it:
        yield it


class Conversation:
    """One resident's conversation, kept as Nightdoor's database keeps it: the engine is told everything each time."""

    def __init__(self, client: EngineClient, key: str = "conversation-1") -> None:
        self.client = client
        self.key = key
        self.story = Story()
        self.asked: str | None = None
        self.offered: tuple[str, ...] = ()

    def say(self, text: str) -> EngineReply:
        """Send a message; keep what comes back."""
        reply = self.client.take_turn(
            engine_key=self.key,
            text=text,
            story=self.story,
            asked=self.asked,
            channel=Channel.SMS,
            offered=self.offered,
        )
        self.story, self.asked = reply.story, reply.asked
        self.offered += tuple(offer.id for offer in reply.offered)
        return reply
