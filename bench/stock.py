"""Stock Rasa as a running server, with the same model and the same action server as ours."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.engine.run import PYTHON, ROOT, environment, trained_model
from nightdoor.supervise import answers
from tests.support.house import free_port

HERE = Path(__file__).parent
PATIENCE_SECONDS = 90


@contextmanager
def stock_rasa(actions_url: str, twilio_url: str) -> Iterator[tuple[str, int]]:
    """Start stock Rasa; yield its address and process id, and stop it."""
    port = free_port()
    settings = {**environment(), "NIGHTDOOR_ACTIONS_URL": actions_url, "BENCH_TWILIO": twilio_url}
    line = [str(PYTHON), "-m", "bench.stock_rasa", "run", "--interface", "127.0.0.1", "--port", str(port),
            "--model", str(trained_model()), "--credentials", str(HERE / "stock_credentials.yml"),
            "--endpoints", str(HERE / "stock_endpoints.yml")]  # fmt: skip
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(line, cwd=ROOT, env=settings, stdout=nowhere, stderr=nowhere)
    try:
        _wait(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not answers(address):
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit("stock Rasa did not start")
        time.sleep(0.2)
