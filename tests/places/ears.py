"""A tiny web server that stands for a robot's or a program's: it hears, and answers as told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Turn = Callable[[datetime], None]
"""The clock looks once, and what it began is waited for."""


@dataclass
class Ears:
    """What was heard: path, headers, body. ``status``, ``says`` and ``wait`` are how it answers;
    ``moved`` is where it sends whoever comes."""

    port: int = 0
    status: int = 200
    says: bytes = b'{"errcode": 0, "code": 0}'
    wait: float = 0.0
    drip: float = 0.0
    moved: str = ""
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def listening() -> Iterator[Ears]:
    ears = Ears()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            ears.heard.append((self.path, dict(self.headers), body))
            time.sleep(ears.wait)
            self.send_response(302 if ears.moved else ears.status)
            if ears.moved:
                self.send_header("Location", ears.moved)
            self.send_header("Content-Length", str(len(ears.says)))
            if ears.drip:
                with suppress(OSError):
                    self.flush_headers()
                    self.dribble()
            with suppress(OSError):  # whoever asked has gone
                self.end_headers()
                self.wfile.write(ears.says)

        def dribble(self) -> None:
            """A header that never ends, a letter at a time."""
            until = time.monotonic() + ears.drip
            self.wfile.write(b"X-Slow: ")
            while time.monotonic() < until:
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
            self.wfile.write(b"\r\n")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    ears.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield ears
    finally:
        server.shutdown()
        server.server_close()
