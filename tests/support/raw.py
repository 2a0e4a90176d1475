"""A server below HTTP: whatever is asked, the same bytes, and the line is cut."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def answering(data: bytes) -> Iterator[str]:
    """Answer each connection with these bytes, none at all included; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_answer_all, args=(server, data), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)


def page(status: str, body: bytes) -> bytes:
    """Return a whole HTTP answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _answer_all(server: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        while True:
            line, _ = server.accept()
            with line:
                line.recv(65536)
                line.sendall(data)
