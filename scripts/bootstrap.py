"""Prepare this machine: uv, a Python 3.10 for the dialogue engine, and the two locked environments.

Called by the Makefile as `bootstrap.py modern` or `bootstrap.py engine`, with any Python from 3.11 on and nothing
installed. Run again it changes nothing and takes well under a second.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN_UV = ROOT / ".tools/uv"
UV_VERSION = "0.13.9"
OLDEST_UV = (0, 8)
"""The oldest uv that reads our lock files."""
NO_PYTHON_310 = (
    "The dialogue engine needs Python 3.10 (Rasa Open Source 3.6 knows no newer one), and none was found or fetched. "
    "Install it (`pyenv install 3.10`, or your system's python3.10) and run this again."
)


class CannotPrepare(Exception):
    """Something is missing that we cannot bring. The message says what to do."""


def say(words: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(words, file=sys.stderr, flush=True)


def run(*command: str | Path) -> None:
    """Run a command to its end, its output shown. Raises CannotPrepare when it fails."""
    if subprocess.run(command, cwd=ROOT, env=clean_environment(), check=False).returncode:
        raise CannotPrepare(f"`{' '.join(map(str, command))}` failed: the lines above say why.")


def clean_environment() -> dict[str, str]:
    """Return the environment without an active virtual environment: uv would ask which of the two is meant."""
    return {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}}


def answer(*command: str | Path) -> str | None:
    """Return what a command prints, or None when it is not there or fails."""
    try:
        done = subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def version_of(words: str | None) -> tuple[int, int]:
    """Return the first `X.Y` in some words as numbers; (0, 0) when there is none."""
    found = re.search(r"(\d+)\.(\d+)", words or "")
    return (int(found[1]), int(found[2])) if found else (0, 0)


def uv() -> Path:
    """Return a uv that reads our lock files: the machine's own, or one put into `.tools/uv`."""
    there = shutil.which("uv")
    if there and version_of(answer(there, "--version")) >= OLDEST_UV:
        return Path(there)
    own = OWN_UV / "bin/uv"
    if UV_VERSION not in (answer(own, "--version") or ""):
        fetch_uv()
    return own


def fetch_uv() -> None:
    """Put uv into a tool environment of the project's own."""
    say(f"Fetching uv {UV_VERSION} into .tools/uv …")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", OWN_UV], cwd=ROOT, check=False).returncode:
        raise CannotPrepare("This Python cannot make environments: install its venv part (on Debian: python3-venv).")
    run(OWN_UV / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}")


def python_310_candidates() -> Iterator[str]:
    """Yield the Pythons 3.10 that may be here: the path's, pyenv's (which uv does not look for), uv's own."""
    yield "python3.10"
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(root.glob("versions/3.10.*/bin/python"), reverse=True))
    yield answer(uv(), "python", "find", "--no-project", "3.10") or ""


def python_310() -> str:
    """Return the path of a Python 3.10, fetched by uv when none is here. Raises CannotPrepare."""
    ask = ("-c", "import sys; print(sys.executable, '%d.%d' % sys.version_info[:2])")
    for python in filter(None, python_310_candidates()):
        path, _, version = (answer(python, *ask) or "").rpartition(" ")
        if version == "3.10":
            return path
    say("Fetching Python 3.10 for the dialogue engine …")
    answer(uv(), "python", "install", "3.10")
    fetched = answer(uv(), "python", "find", "--no-project", "3.10")
    if not fetched:
        raise CannotPrepare(NO_PYTHON_310)
    return fetched


def sync(*which: str) -> None:
    """Make or freshen an environment, as its lock file says. uv's progress is for people: a log file is spared it."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    run(uv(), "sync", "--frozen", *quiet, *which)


def modern() -> None:
    """Make or freshen `.venv`: everything but the dialogue engine."""
    if not (ROOT / ".venv").exists():
        say("Fetching Nightdoor's libraries: a minute the first time …")
    python = sys.executable if sys.version_info < (3, 14) else "3.13"
    sync("--python", python)


def engine() -> None:
    """Make or freshen `bot/engine/.venv`: the dialogue engine's old world, apart from everything else."""
    if not (ROOT / "bot/engine/.venv").exists():
        say("Fetching the dialogue engine's libraries: one to three minutes the first time …")
    sync("--project", "bot/engine", "--python", python_310())


STEPS = {"modern": modern, "engine": engine}


def main(wanted: list[str]) -> int:
    """Prepare what is named. Returns the exit code."""
    if not wanted or set(wanted) - set(STEPS):
        say(f"usage: bootstrap.py {' | '.join(STEPS)}")
        return 2
    try:
        for step in wanted:
            STEPS[step]()
    except CannotPrepare as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
