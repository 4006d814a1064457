"""One small POST: checked address, ten seconds in all, no redirect followed, little read."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import SplitResult

from regulars.places.notices.channels import addresses
from regulars.places.notices.channels.base import PATIENCE, NotAnAddress, Trouble

MOST = 64 * 1024


class Pinned(http.client.HTTPConnection):
    """A connection to one of the addresses that were looked at, by the name that was asked for."""

    def __init__(self, parts: SplitResult, found: list[str], until: float) -> None:
        super().__init__(parts.hostname or "", addresses.port_of(parts))
        self.found, self.until, self.tls = found, until, parts.scheme == "https"
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        self.wire = self.sock = self.reached()
        if self.tls:
            context = ssl.create_default_context()
            self.wire = self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def reached(self) -> socket.socket:
        """The first of the addresses that answers."""
        trouble: OSError = TimeoutError()
        for each in self.found:
            if (left := self.until - time.monotonic()) <= 0:
                break
            try:
                return socket.create_connection((each, self.port), left)
            except OSError as refused:
                trouble = refused
        raise trouble

    def cut(self) -> None:
        """End it from outside: what waits for an answer stops waiting."""
        with suppress(OSError, ValueError):
            if self.wire is not None:
                self.wire.shutdown(socket.SHUT_RDWR)


def post(address: str, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
    """Send JSON; the first 64 kB of what was answered. Raises Trouble for all but a 2xx."""
    until = time.monotonic() + PATIENCE
    try:
        parts = addresses.read(address)
    except NotAnAddress as wrong:
        raise Trouble(wrong.code) from None
    found = addresses.resolve(parts.hostname or "", addresses.port_of(parts))
    line = Pinned(parts, found, until)
    clock = threading.Timer(PATIENCE, line.cut)
    clock.daemon = True
    clock.start()
    try:
        answer = asked(line, path_of(parts), body, headers or {})
    except (OSError, http.client.HTTPException) as trouble:
        raise Trouble(code_of(trouble, time.monotonic() >= until)) from None
    finally:
        clock.cancel()
        line.close()
    if time.monotonic() >= until:  # what was cut reads like an answer that ended
        raise Trouble("slow")
    return answer


def asked(line: Pinned, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    usual = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Regulars"}
    line.request("POST", path, body, {**usual, **headers})
    answer = line.getresponse()
    if 300 <= answer.status < 400:
        raise Trouble("redirect")
    if not 200 <= answer.status < 300:
        raise Trouble(f"status:{answer.status}")
    return answer.read(MOST)


def path_of(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def code_of(trouble: Exception, late: bool) -> str:
    """What the network's own words come to; they are not kept, for they may hold the address."""
    if late or isinstance(trouble, TimeoutError):
        return "slow"
    return "certificate" if isinstance(trouble, ssl.SSLError) else "unreachable"
