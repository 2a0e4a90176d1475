"""The demonstration's settings: made once, kept under `var/`, never in the repository.

A newcomer needs no account anywhere: the providers are emulators on this machine, and their keys are made here.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SWITCH = "NIGHTDOOR_DEMO"
FILE = Path("var/demo.env")
PAGE = "http://127.0.0.1:8002"
"""Where the page with the phones, and the provider emulators behind it, stand."""


def switch_on(file: Path = FILE) -> None:
    """Put the demonstration's settings into this process's environment. What is set there already stays."""
    for name, value in kept(file).items():
        os.environ.setdefault(name, value)


def kept(file: Path) -> dict[str, str]:
    """Return the settings kept in a file that only its owner reads; what it lacks is made and kept there too."""
    before = read(file)
    settings = {name: before.get(name, value) for name, value in fresh().items()}
    if settings != before:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.writelines(f"{name}={value}\n" for name, value in settings.items())
    return settings


def read(file: Path) -> dict[str, str]:
    """Return the settings in a file, one `NAME=value` a line; none when there is no file."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def fresh(page: str = PAGE) -> dict[str, str]:
    """Return settings with keys of their own, in the shapes that the providers give out.

    ``page`` is the address of the process that stands in for the providers.
    """
    return {
        SWITCH: "1",
        "NIGHTDOOR_SECRET_KEY": secrets.token_urlsafe(32),
        "NIGHTDOOR_DUTY_PHONE": "+447700900999",
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_FROM": "+447700900100",
        "TELEGRAM_BOT_TOKEN": f"{secrets.randbelow(10**9):09d}:{secrets.token_urlsafe(26)}",
        "TELEGRAM_SECRET_TOKEN": secrets.token_urlsafe(24),
        **emulators(page),
    }


def emulators(page: str) -> dict[str, str]:
    """Return where the providers' stand-ins are, behind the page at this address."""
    return {"TWILIO_API_BASE": f"{page}/twilio", "TELEGRAM_API_BASE": f"{page}/telegram"}
