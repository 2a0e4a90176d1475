"""Is a port free? Asked before anything starts, so that the answer is a sentence and not a log file."""

from __future__ import annotations

import socket


def is_taken(port: int, host: str = "127.0.0.1") -> bool:
    """Whether another process listens on the port."""
    with socket.socket() as knock:
        knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind((host, port))
        except OSError:
            return True
    return False
