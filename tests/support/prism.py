"""Prism with Twilio's own OpenAPI, between twilio-python and our emulator: whatever breaks the contract is a 500."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.servers import wait_until

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / "tests" / "emulator-spec"
PACKAGES = HOME / "node_modules"
PRISM = PACKAGES / ".bin" / "prism"
SPEC = PACKAGES / "@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json"


def install() -> None:
    """Have npm put the locked packages there, unless they are. They run no script of their own."""
    command = ["sh", "scripts/npm-ci.sh", str(HOME.relative_to(ROOT))]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)


def contract() -> dict[str, Any]:
    """Return Twilio's OpenAPI, with the one place mended where it contradicts its own examples.

    A list's page addresses are declared absolute (``uri``); Twilio's examples beside them, and Twilio, have
    them relative.
    """
    spec: dict[str, Any] = json.loads(SPEC.read_text())
    pages = _list_answer(spec)["schema"]["properties"]
    for name in ("uri", "first_page_uri", "next_page_uri", "previous_page_uri"):
        pages[name]["format"] = "uri-reference"
    return spec


def example_of_a_list() -> dict[str, Any]:
    """Return Twilio's own example of a list of messages."""
    install()
    example: dict[str, Any] = _list_answer(json.loads(SPEC.read_text()))["examples"]["readFullPage1"]["value"]
    return example


def _list_answer(spec: dict[str, Any]) -> Any:
    listing = spec["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["get"]
    return listing["responses"]["200"]["content"]["application/json"]


@contextmanager
def checking(upstream: str) -> Iterator[str]:
    """Serve Prism in front of an address; give its own."""
    install()
    with TemporaryDirectory() as folder:
        spec = Path(folder) / "twilio.json"
        spec.write_text(json.dumps(contract()))
        with _prism(spec, upstream) as url:
            yield url


@contextmanager
def _prism(spec: Path, upstream: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PRISM), "proxy", str(spec), upstream, "--errors", "--host", "127.0.0.1", "--port", str(port)]
    silent = subprocess.DEVNULL
    prism = subprocess.Popen(command, stdout=silent, stderr=silent, env={**os.environ, "NO_PROXY": "127.0.0.1"})
    try:
        wait_until(lambda: _answers(port), "Prism to start", seconds=60)
        yield f"http://127.0.0.1:{port}"
    finally:
        prism.terminate()
        prism.wait(timeout=10)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
