"""A small Open Referral server on this machine: pages of services, and each service alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@contextmanager
def serving(
    pages: list[list[Any] | None], alone: dict[str, Any] | None = None, **extra: Any
) -> Iterator[tuple[str, list[str]]]:
    """Serve pages of services (None: one that is not there); yield the address and the list of what was asked for."""
    asked: list[str] = []

    class Feed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            asked.append(self.path)
            if url.path == "/services":
                number = int(parse_qs(url.query)["page"][0])
                contents = pages[min(number, len(pages)) - 1]
                page = {"contents": contents, "total_pages": len(pages), "page_number": number, **extra}
                self.answer(None if contents is None else page)
            else:
                self.answer((alone or {}).get(url.path.removeprefix("/services/")))

        def answer(self, body: Any) -> None:
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing: what was asked for is in the list."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/services", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
