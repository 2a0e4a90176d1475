"""The processes of a running house: what each is started with, what it may see, and how one knows that it is ready."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from nightdoor.settings import Settings

ALL_SETTINGS = frozenset(str(field.alias) for field in Settings.model_fields.values())
OF_PROVIDERS = frozenset(name for name in ALL_SETTINGS if name.startswith(("TWILIO_", "TELEGRAM_")))
OF_THE_MACHINE = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "HTTPS_PROXY", "NO_PROXY")
"""What every process sees of the machine it runs on. Nothing else passes from the shell that started it."""


@dataclass(frozen=True)
class Process:
    """One process: its command line, the settings that it may see, and the addresses that answer 200.

    ``alive`` answers when the process itself stands, ``ready`` when what it leans on stands too. Both are empty for a
    process that listens to nobody.
    """

    name: str
    command: tuple[str, ...]
    sees: frozenset[str]
    alive: str = ""
    ready: str = ""


@dataclass(frozen=True)
class Ports:
    """The ports that people's browsers meet. Those of the engine and the actions follow from their settings."""

    public: int = 8000
    staff: int = 8001
    demo: int = 8002


def port_of(url: str) -> int:
    """Return the port that an address names, or the usual one of its scheme."""
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def all_processes(settings: Settings, ports: Ports) -> tuple[Process, ...]:
    """Return every process of the house in the order in which they start."""
    demo = (_demo(ports.demo),) if settings.demonstration else ()
    return (
        *demo,
        _actions(settings.actions_url),
        _engine(settings.engine_url),
        _public(ports.public),
        _staff(ports.staff),
        Process("work", _nightdoor("work"), ALL_SETTINGS),
    )


def _engine(url: str) -> Process:
    command = (sys.executable, "-m", "bot.engine.run", "serve", "--port", str(port_of(url)))
    sees = frozenset({"NIGHTDOOR_ACTIONS_URL"})
    address = f"http://127.0.0.1:{port_of(url)}/webhooks/rest/"
    return Process("engine", command, sees, address, address)


def _actions(url: str) -> Process:
    command = (sys.executable, "-m", "actions", "--port", str(port_of(url)))
    sees = ALL_SETTINGS - OF_PROVIDERS - {"NIGHTDOOR_SECRET_KEY"}
    address = f"http://127.0.0.1:{port_of(url)}/health"
    return Process("actions", command, sees, address, address)


def _public(port: int) -> Process:
    return Process("public", _nightdoor("serve-public", "--port", str(port)), ALL_SETTINGS, *_health(port))


def _staff(port: int) -> Process:
    sees = ALL_SETTINGS - OF_PROVIDERS
    return Process("staff", _nightdoor("serve-staff", "--port", str(port)), sees, *_health(port))


def _demo(port: int) -> Process:
    command = (sys.executable, "-m", "demo", "--port", str(port))
    address = f"http://127.0.0.1:{port}/healthz"
    return Process("demo", command, ALL_SETTINGS, address, address)


def _health(port: int) -> tuple[str, str]:
    return f"http://127.0.0.1:{port}/healthz", f"http://127.0.0.1:{port}/readyz"


def _nightdoor(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "nightdoor", *words)


def house_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what the house as a whole is started with: the settings, and a little of the machine."""
    wanted = (*OF_THE_MACHINE, *sorted(ALL_SETTINGS))
    return {name: environment[name] for name in wanted if name in environment}


def environment_of(process: Process, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what one process is started with: only the settings that it may see."""
    return {
        name: value
        for name, value in house_environment(environment).items()
        if name in process.sees or name not in ALL_SETTINGS
    }
