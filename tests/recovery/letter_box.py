"""A small mail server: it takes every letter, one connection to a thread, and keeps what it got.

``deaf``: it refuses whoever comes. ``slow`` seconds pass before each letter is taken.
"""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class LetterBox:
    """What was posted, in the order it came."""

    port: int = 0
    slow: float = 0.0
    deaf: bool = False
    letters: list[EmailMessage] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [str(letter["Message-ID"]) for letter in self.letters]

    @property
    def people(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]

    def to(self, address: str) -> str:
        """The last letter to somebody, as text."""
        (*_before, last) = [one for one in self.letters if one["To"] == address]
        return str(last.get_content())


class Handler(socketserver.StreamRequestHandler):
    """One who brings letters."""

    server: "Server"

    def handle(self) -> None:
        self.say("554 closed" if self.server.box.deaf else "220 letter box")
        while not self.server.box.deaf and (line := self.rfile.readline()):
            verb = line[:4].upper().strip()
            if verb == b"QUIT":
                self.say("221 bye")
                return
            if verb == b"DATA":
                self.take()
            else:
                self.say("250 ok")

    def take(self) -> None:
        self.say("354 go on")
        text = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            text += line[1:] if line.startswith(b".") else line
        time.sleep(self.server.box.slow)
        letter = message_from_bytes(text, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.box.letters.append(letter)
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """Where it stands."""

    daemon_threads, allow_reuse_address = True, True
    box: LetterBox

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever wrote was killed; that is what is being tried."""


@contextmanager
def standing() -> Iterator[LetterBox]:
    server = Server(("127.0.0.1", 0), Handler)
    server.box = LetterBox(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.box
    finally:
        server.shutdown()
        server.server_close()
