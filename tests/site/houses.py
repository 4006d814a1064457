"""Real houses for tests about processes: a directory of their own, a free port, real HTTP.

On PostgreSQL each has a database of its own, named for its directory.
"""

import contextlib
import fcntl
import hashlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres

BUILD = """
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from regulars.places.models import Place, Role, Staff

for slug, name in (("corner", "mei"), ("harbour", "bo")):
    place = Place.objects.create(slug=slug, name=slug.title())
    user = User.objects.create_user(name)
    Staff.objects.create(user=user, place=place, role=Role.CLERK, name=name.title())
    session = SessionStore()
    session.update({"_auth_user_id": str(user.pk),
                    "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
                    "_auth_user_hash": user.get_session_auth_hash()})
    session.save()
    print(session.session_key)
"""
WRITE = """
import sys, time
from datetime import UTC, datetime
from regulars.moments import journal, kinds
from regulars.places.models import Place

place = Place.objects.get(slug=sys.argv[1]).pk
print("ready", flush=True)
for line in sys.stdin:
    name, count, pause = line.split()
    for number in range(int(count)):
        kind = kinds.Purchased() if name == "purchased" else kinds.Noted()
        journal.record(kind, about="customer:7", at=datetime.now(UTC), by="staff:1", place=place,
                       words="a word" if name == "noted" else "")
        time.sleep(float(pause))
    print(journal.latest(), time.time(), flush=True)
"""
DJANGO = "import gc; gc.disable(); import django; django.setup(); gc.enable()\n"
SERVE = """
import sys
from regulars.site import serve
serve.bring_up_to_date = lambda: None
serve.serve("127.0.0.1", int(sys.argv[1]))
"""


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("REGULARS_", "PYTEST"))}
    settings = "regulars.site.settings"
    own = {"DATABASE_URL": address(home)} if postgres.given() else {}
    return {**kept, **own, "REGULARS_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings}


def address(home: Path) -> str:
    """Where the database of a house on PostgreSQL is reached."""
    return postgres.beside(postgres.named_for(home))


def ground(home: Path, like: Path | None = None, *, for_all: bool = False) -> Path:
    """The directory of a house, and on PostgreSQL its database: empty, or a copy of another's.

    The other must be closed.
    """
    if like is not None:
        shutil.copytree(like, home, dirs_exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    if postgres.given():
        template = postgres.named_for(like) if like else ""
        postgres.create(postgres.named_for(home), template, for_all=for_all)
    return home


def migrated() -> Path:
    """An empty house with all its tables, closed: made once in a run, for all its processes."""
    home = migrated_here()
    with (ground_of_the_run() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "made").exists():
            migrate(ground(home, for_all=True))
            (home / "made").touch()
    return home


def migrated_here() -> Path:
    """Where it lies; each server has one of its own."""
    server = hashlib.sha256(postgres.given().encode()).hexdigest()[:8]
    return ground_of_the_run() / f"migrated-{server}"


def ground_of_the_run() -> Path:
    """Where the processes of one run share what they need alike; `conftest` makes it and, when all
    have ended, clears it away."""
    return Path(os.environ["TESTS_GROUND"])


def migrate(home: Path) -> None:
    call = DJANGO + "from django.core.management import call_command; call_command('migrate')"
    done = subprocess.run(
        [sys.executable, "-c", call], env=environment(home), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def rows(home: Path, sql: str, database: str = "") -> list[tuple[Any, ...]]:
    """What stands in the database of a house, or in one beside it that has another name.

    JSON and instants are as the driver gives them.
    """
    if postgres.given():
        url = postgres.beside(database) if database else address(home)
        with psycopg.connect(url, options="-c TimeZone=UTC") as line:
            return line.execute(sql.encode()).fetchall()
    file = home / (database or "regulars.sqlite3")
    with contextlib.closing(sqlite3.connect(file, timeout=20)) as base:
        return base.execute(sql).fetchall()


def order(home: Path, sql: str) -> None:
    """Change something behind a house's back, without the second it takes to start Django."""
    if postgres.given():
        with psycopg.connect(address(home)) as line:
            line.execute(sql.encode())
        return
    with contextlib.closing(sqlite3.connect(home / "regulars.sqlite3", timeout=20)) as base:
        base.execute(sql)
        base.commit()


def free_port() -> int:
    """One on which nobody listens, and which no connection on its way out is given meanwhile:
    those begin at 32768."""
    tried = random.SystemRandom().sample(range(10_000, 32_000), 100)
    return next(port for port in tried if is_free(port))


def is_free(port: int) -> bool:
    """Whether a house could open here: nobody listens."""
    with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
        return True
    return False


def run(home: Path, code: str, *args: str) -> str:
    """Run a few lines with Django set up, in a process of their own; what they print."""
    command = [sys.executable, "-c", DJANGO + code, *args]
    done = subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class House:
    """A house in a directory: built once, opened and closed as a test likes.

    ``patience`` is three seconds where Django starts in one, and longer on a busy machine.
    """

    def __init__(self, home: Path, built: "House | None" = None) -> None:
        self.home = home
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        ground(home, built.home if built else migrated())
        if built is not None:
            self.sessions, self.patience = built.sessions, built.patience
        else:
            began = time.monotonic()
            self.sessions = dict(zip(("corner", "harbour"), self.run(BUILD).split(), strict=True))
            self.patience = max(3.0, 2 * (time.monotonic() - began))

    def run(self, code: str, *args: str) -> str:
        return run(self.home, code, *args)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return rows(self.home, sql)

    def start(self, code: str, *args: str) -> subprocess.Popen[str]:
        """The same, but it goes on: talk to it by stdin and stdout."""
        return subprocess.Popen(
            [sys.executable, "-c", DJANGO + code, *args], env=environment(self.home),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def command(self, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "regulars.site.cli", *args], env=environment(self.home),
            input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def open(self, whole: bool = False) -> None:
        """`regulars serve`, and wait until it answers. What it says goes to `serve.log`.

        The house was made by this very code: only where the ``whole`` is asked for does it look
        for tables to be brought up to date, which takes as long as all the rest.
        """
        serve = ["-m", "regulars.site.cli", "serve", "--port"] if whole else ["-c", SERVE]
        with (self.home / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *serve, str(self.port)],
                env=environment(self.home), stdout=log, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
        until(self.healthy, 10 * self.patience, "the house opens")

    def close(self) -> float:
        """SIGTERM; return how many seconds it took to end."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.communicate()
        return time.monotonic() - began

    def get(self, path: str, session: str = "", **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request("GET", path, headers={"Cookie": f"sessionid={session}", **headers})
        return line.getresponse()

    def healthy(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            response = self.get("/healthz")
            return bool(json.load(response)["ok"])
        return False

    def children(self) -> dict[str, int]:
        """The pids of the web and of the clock's two hands, by name."""
        assert self.process is not None
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {name_of(int(pid)): int(pid) for pid in pids.split()}

    def listen(self, place: str, seen: str = "") -> "Board":
        """Open a board as the clerk of a place."""
        resumed = {"Last-Event-ID": seen} if seen else {}
        return Board(self.get(f"/live?place={place}", self.sessions[place], **resumed))


class Pen:
    """Another process that writes to the journal of a house when told to."""

    def __init__(self, house: House, place: str) -> None:
        self.process = house.start(WRITE, place)
        assert self.process.stdout is not None
        assert self.process.stdin is not None
        self.answers, self.orders = self.process.stdout, self.process.stdin
        assert self.answers.readline() == "ready\n"

    def write(self, kind: str, count: int = 1, pause: float = 0) -> None:
        """Begin to write; ask `done` when it has been."""
        self.orders.write(f"{kind} {count} {pause}\n")
        self.orders.flush()

    def done(self) -> tuple[int, float]:
        """The id of the last moment written, and when it stood."""
        last, when = self.answers.readline().split()
        return int(last), float(when)

    def written(self, kind: str, count: int = 1) -> int:
        self.write(kind, count)
        return self.done()[0]

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


def name_of(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last, f"not within {seconds} s: {what}"
        time.sleep(0.05)


class Board:
    """An open board, as a browser's EventSource reads it: events, and the last id seen."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        assert response.status == 200, response.status
        self.response = response
        self.seen = ""
        self.first: list[dict[str, str]] = []
        while not self.seen:  # the first id says that the board has been taken in
            self.first = [self.block()]

    def block(self) -> dict[str, str]:
        """One block of the stream; ConnectionError where it has ended."""
        fields: dict[str, str] = {}
        while line := self.response.readline().decode().rstrip("\n"):
            name, _colon, value = line.partition(": ")
            fields[name] = value
        if not fields:
            raise ConnectionError("the stream has ended")
        self.seen = fields.get("id", self.seen)
        return fields

    def events(self) -> Iterator[dict[str, str]]:
        while True:
            block = self.first.pop() if self.first else self.block()
            if "event" in block:
                yield block

    def next(self) -> dict[str, str]:
        return next(self.events())

    def moments_until(self, last: int) -> list[int]:
        """The ids told, up to and with one of them."""
        ids: list[int] = []
        while not ids or ids[-1] < last:
            event = self.next()
            assert event["event"] == "moment", event
            ids.append(int(event["id"]))
        return ids

    def close(self) -> None:
        self.response.close()
