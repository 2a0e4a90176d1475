"""`nightdoor up`: prepare everything, start everything, say when it is ready, and stay until Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from nightdoor import demonstration
from nightdoor.commands.composing import opened, read_settings, refuse_without_settings
from nightdoor.commands.migrate import bring_to_date
from nightdoor.commands.seed import seed_demonstration
from nightdoor.ports import is_taken
from nightdoor.problem import Problem
from nightdoor.processes import Ports, all_processes, house_environment, port_of
from nightdoor.settings import Settings
from nightdoor.supervise import Place, keep_running, wait_until_ready, write_config

app = typer.Typer(rich_markup_mode=None)
PATIENCE_SECONDS = 120


@app.command("up")
def up(
    public_port: Annotated[int, typer.Option(help="The residents' side.")] = 8000,
    staff_port: Annotated[int, typer.Option(help="The staff's side.")] = 8001,
    demo_port: Annotated[int, typer.Option(help="The demonstration's page.")] = 8002,
    var: Annotated[Path, typer.Option(help="Where logs and the supervisor's files go.")] = Path("var"),
) -> None:
    """Start everything under one supervisor and stay until Ctrl-C. What dies is started again."""
    began = time.monotonic()
    ports, place = Ports(public_port, staff_port, demo_port), Place(var)
    settings = settings_for(ports)
    refuse_without_settings(settings)
    refuse_if_ports_are_taken(settings, ports, place)
    sign_ins = prepare(settings)
    processes = all_processes(settings, ports)
    write_config(place, processes)

    def tell(still_running: Callable[[], bool]) -> None:
        typer.echo("Starting Nightdoor …")
        late = wait_until_ready(processes, still_running, typer.echo, patience=PATIENCE_SECONDS)
        if still_running():
            typer.echo(welcome(settings, ports, place, late, sign_ins, time.monotonic() - began))

    raise typer.Exit(keep_running(place, house_environment(), tell))


def settings_for(ports: Ports) -> Settings:
    """Return the settings, with addresses that follow from the ports where the environment names none.

    The demonstration speaks to its own emulators whatever the environment says: never to a real provider.
    """
    os.environ.setdefault("NIGHTDOOR_PUBLIC_URL", f"http://127.0.0.1:{ports.public}")
    os.environ.setdefault("NIGHTDOOR_STAFF_URL", f"http://127.0.0.1:{ports.staff}")
    if read_settings().demonstration:
        os.environ.update(demonstration.emulators(f"http://127.0.0.1:{ports.demo}"))
    return read_settings()


def refuse_if_ports_are_taken(settings: Settings, ports: Ports, place: Place) -> None:
    """Raise Problem, naming the port and who may hold it."""
    wanted = [port_of(settings.engine_url), port_of(settings.actions_url), ports.public, ports.staff]
    taken = [str(port) for port in (*wanted, *([ports.demo] if settings.demonstration else [])) if is_taken(port)]
    if taken:
        running = place.pid.read_text(encoding="utf-8").strip() if place.pid.exists() else ""
        who = (
            f"A Nightdoor may be running already: `kill {running}` stops it." if running else "End what listens there."
        )
        raise Problem(
            f"port {', '.join(taken)} of this machine is taken. {who} `nightdoor up --help` names other ports."
        )


def prepare(settings: Settings) -> str:
    """Train if the data changed, migrate, seed the demonstration. Returns what the seed says to people.

    The door opens without its dialogue engine too: a cry for help never waits for it.
    """
    train = [sys.executable, "-m", "bot.engine.run", "train"]
    if subprocess.run(train, check=False).returncode:  # noqa: S603 - our own command
        typer.echo("The dialogue engine has no model. The door opens all the same: stories wait for the morning.")
    with opened(settings) as database:
        bring_to_date(database, settings)
    return seed_demonstration() if settings.demonstration else ""


def welcome(settings: Settings, ports: Ports, place: Place, late: list[str], sign_ins: str, took: float) -> str:
    """Return what people read once it stands: addresses, sign-ins, and what is not ready."""
    lines = [f"Nightdoor is ready after {took:.0f} seconds."]
    if late:
        lines = [f"Not ready: {', '.join(late)}. See {place.log}/, and ask `nightdoor doctor`. The rest is running."]
    lines += ["", f"  Residents  http://127.0.0.1:{ports.public}", f"  Staff      http://127.0.0.1:{ports.staff}"]
    if settings.demonstration:
        lines += [f"  The night  http://127.0.0.1:{ports.demo}   (the page with the phones)", "", sign_ins.rstrip()]
    return "\n".join([*lines, "", "Ctrl-C stops everything."])
