"""How both sides are served: one process each, quiet about what passes through, and quick to stop."""

from __future__ import annotations

import gc
import logging

import uvicorn
from starlette.types import ASGIApp

from nightdoor.ports import is_taken
from nightdoor.problem import Problem

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
STREAMS_END_AFTER_SECONDS = 3
"""A browser that listens for news would otherwise keep the process from ending."""


def log_to_stderr() -> None:
    """Write warnings, and our own notes, to standard error. Libraries' notes stay out: some hold numbers or names."""
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    for room in ("nightdoor", "bot", "handoff"):
        logging.getLogger(room).setLevel(logging.INFO)


def keep_what_stays_out_of_collections() -> None:
    """Tell Python that what is loaded by now stays: phrases, tables and routes are many objects, and looking through
    them for garbage again and again made somebody wait 100 ms (measured) for no reason.
    """
    gc.collect()
    gc.freeze()


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve an application until told to stop. Raises Problem when the port is taken."""
    if is_taken(port, host):
        raise Problem(f"port {port} of {host} is taken: end what listens there, or choose another with --port.")
    log_to_stderr()
    keep_what_stays_out_of_collections()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STREAMS_END_AFTER_SECONDS,
    )
