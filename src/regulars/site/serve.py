"""`regulars serve`: one parent that keeps the web (with live events) and the clock alive."""

import errno
import fcntl
import functools
import gc
import importlib
import logging
import os
import socket
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from regulars.site import long_work, supervisor, ticking, web
from regulars.site.commands.words import Refusal
from regulars.site.house import home

WAITING = 2048
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Tls:
    """The certificate and the key of a house that speaks HTTPS itself."""

    certificate: Path
    key: Path


def serve(host: str, port: int, tls: Tls | None = None, webs: int = 1) -> None:
    """Open the house and keep it open until SIGTERM or Ctrl-C.

    Raises Refusal where the port is taken, the certificate unusable, or the database not ready.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    check_certificate(tls)
    with listen(host, port) as door, held_open():
        bring_up_to_date()
        load(tls)
        print(f"The house is open: {address(door, host, tls)}", flush=True)
        if sentence := what_is_missing(host, tls):
            print(sentence, flush=True)
        supervisor.keep(children(door, tls, webs))


def children(door: socket.socket, tls: Tls | None, webs: int) -> list[supervisor.Child]:
    """The web inherits the door: while it starts again, callers wait instead of being refused."""
    keys = (str(tls.certificate), str(tls.key)) if tls else ()
    answer = functools.partial(web.main, door, *keys)
    return [
        *(supervisor.Child("web", answer) for _ in range(webs)),
        supervisor.Child("clock", ticking.main),
        supervisor.Child("long work", long_work.main),
    ]


def load(tls: Tls | None) -> None:
    """Load all that the children will need, once for all of them. No thread and no connection is
    begun here: neither would live on in a fork."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    if tls:
        os.environ["REGULARS_TLS"] = "1"  # cookies for HTTPS alone, and browsers that remember it
    gc.disable()
    import django

    django.setup()
    for page in ("urls", "live"):
        importlib.import_module(f"regulars.site.{page}")
    gc.enable()
    gc.freeze()  # what never dies is not looked at again, and so stays one copy for all


def become(host: str, port: int) -> NoReturn:
    """Turn this process into `regulars serve`: the memory and threads it used before are freed."""
    sys.stdout.flush()
    words = ["-m", "regulars.site.cli", "serve", "--host", host, "--port", str(port)]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606  our own command


def listen(host: str, port: int) -> socket.socket:
    """Take the port; one plain sentence where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as trouble:
        raise Refusal(why_not(trouble, host, port)) from trouble


def why_not(trouble: OSError, host: str, port: int) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken: perhaps the house is open already. "
            f"Choose another one, such as --port {port + 1}."
        )
    if trouble.errno == errno.EACCES:
        return f"Port {port} is kept for the system's own services. Choose one above 1024."
    return f"{host} is no address of this machine. Try 127.0.0.1, or 0.0.0.0 for all."


def check_certificate(tls: Tls | None) -> None:
    if tls is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tls.certificate, tls.key)
    except (OSError, ssl.SSLError) as trouble:
        raise Refusal(
            f"{tls.certificate} with {tls.key} cannot be used as certificate and key: {trouble}"
        ) from trouble


def what_is_missing(host: str, tls: Tls | None) -> str:
    """What phones will not do with this house for want of HTTPS; nothing where none is needed."""
    if tls or os.environ.get("REGULARS_BEHIND_PROXY") == "1" or host in LOOPBACK:
        return ""
    return (
        "It speaks plain HTTP: phones keep no pages for offline work and no passkeys, and whoever "
        "listens in the network can read along. Give it a certificate: --tls CERT KEY."
    )


def held_open() -> "Lock":
    """While the house is open nothing may be restored over it."""
    return Lock(fcntl.LOCK_SH)


class Lock:
    """A lock on the house's files: shared by all that serve, alone for who restores."""

    def __init__(self, how: int) -> None:
        home().mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = os.open(home() / "open.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self.file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.file)
            raise Refusal("The house is open, or being restored. Close it first.") from None

    def __enter__(self) -> "Lock":
        return self

    def __exit__(self, *trouble: object) -> None:
        os.close(self.file)


def bring_up_to_date() -> None:
    """Create or migrate the database, in a process of its own so that the parent stays small."""
    command = [sys.executable, "-m", "regulars.site.cli", "migrate"]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603
        raise Refusal("The database could not be brought up to date; the reason stands above.")


def address(door: socket.socket, host: str, tls: Tls | None) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"{'https' if tls else 'http'}://{shown}:{door.getsockname()[1]}/"
