"""Runs Rasa our way: `python -m bot.engine.run train|serve|test|validate`.

Nothing else in the project starts Rasa, so nothing starts it on an open address, with telemetry, or unpatched.
Standard library only: it may be called from either environment and goes on with the engine's own Python.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from pathlib import Path

from bot.engine import fingerprint

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "bot/engine/.venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MODELS = ROOT / "models"
DATA = [
    "--config",
    "config.yml",
    "--domain",
    "bot/domain",
    "--data",
    "data/nlu",
    "data/rules",
    "data/stories",
]

ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TICKET_LOCK_LIFETIME": "8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL": "WARNING",
    "NIGHTDOOR_ACTIONS_URL": "http://127.0.0.1:5055",
}
"""What Rasa reads from the environment. The lock's lifetime is in seconds."""

MAY_BE_SET = ("NIGHTDOOR_ACTIONS_URL",)
"""Those an operator may choose. The others are safety, and win over whatever the shell holds."""


def command(*arguments: str) -> list[str]:
    """Return the command line that runs Rasa with the engine's Python. Raises SystemExit when that is missing."""
    if not PYTHON.exists():
        raise SystemExit("The engine's environment is missing: run `uv sync --project bot/engine`.")
    return [str(PYTHON), "-m", "bot.engine.light_rasa", *arguments]


def environment() -> dict[str, str]:
    """Return the environment that Rasa runs with."""
    chosen = {name: os.environ[name] for name in MAY_BE_SET if name in os.environ}
    return {**os.environ, **ENVIRONMENT, **chosen, "PYTHONPATH": str(ROOT)}


def rasa(*arguments: str) -> None:
    """Run Rasa's command line to its end. Raises SystemExit with Rasa's own exit code when it fails."""
    done = subprocess.run(command(*arguments), cwd=ROOT, env=environment(), check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise SystemExit(done.returncode)


def wanted_model() -> Path:
    """Return where the model that fits today's training data is, or would be."""
    return MODELS / f"{fingerprint.of_training_data(ROOT)}.tar.gz"


def trained_model() -> Path:
    """Return the model that fits today's training data. Raises SystemExit with what to do when there is none."""
    model = wanted_model()
    if not model.exists():
        raise SystemExit("No model fits the training data: run `python -m bot.engine.run train`.")
    return model


def train(*, force: bool = False) -> None:
    """Train when the training data changed since the last model, and keep that one model only."""
    model = wanted_model()
    if model.exists() and not force:
        print("The engine's model is up to date.")  # noqa: T201 - a command's answer
        return
    print("Training the engine's model: about half a minute.", flush=True)  # noqa: T201
    rasa("train", *DATA, "--out", str(MODELS), "--fixed-model-name", model.name, "--force", "--skip-validation")
    for old in set(MODELS.glob("*.tar.gz")) - {model}:
        old.unlink()


def serve(port: int) -> None:
    """Become the engine's server: the REST channel on loopback and nothing else. Rasa's own API stays off."""
    line = command(
        *("run", "--interface", "127.0.0.1", "--port", str(port), "--model", str(trained_model())),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    )
    os.chdir(ROOT)
    os.execve(line[0], line, environment())  # noqa: S606 - the supervisor's signals must reach Rasa itself


def validate() -> None:
    """Check the training data as Rasa does."""
    rasa("data", "validate", *DATA)


def test(out: str) -> None:
    """Play the dialogue tests of `tests/dialogue/`; reports go to `out`."""
    rasa(
        *("test", "core", "--model", str(trained_model()), "--stories", "tests/dialogue", "--out", out),
        *("--fail-on-prediction-errors", "--no-plot", "--no-errors"),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.engine.run", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train", help="train when the training data changed")
    training.add_argument("--force", action="store_true", help="train even when nothing changed")
    serving = commands.add_parser("serve", help="serve on 127.0.0.1")
    serving.add_argument("--port", type=int, default=5005)
    commands.add_parser("validate", help="check the training data")
    commands.add_parser("test", help="play the dialogue tests").add_argument("--out", default="var/engine-test")
    return parser.parse_args()


def main() -> None:
    """Read the command and run it."""
    arguments = _arguments()
    if arguments.command == "train":
        train(force=arguments.force)
    elif arguments.command == "serve":
        serve(arguments.port)
    elif arguments.command == "validate":
        validate()
    else:
        test(arguments.out)


if __name__ == "__main__":
    main()
