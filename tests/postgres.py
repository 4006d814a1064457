"""A PostgreSQL for the tests: `python -m tests.postgres COMMAND …`.

With `DATABASE_URL=private` a server is started from the distribution's binaries, in a directory
of its own, and COMMAND runs with DATABASE_URL pointing at it; afterwards nothing is left. With
any other DATABASE_URL, or none, COMMAND simply runs.
"""

import atexit
import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

PRIVATE = "private"
UNTYPICAL = ("--locale-provider=icu", "--icu-locale=en", "--locale=C.UTF-8")
"""Sorted as people sort, not by bytes: what relies on the order of bytes must say so itself."""
SETTINGS = {
    "fsync": "off",  # a crash of the machine may lose it all; a crash of the server loses nothing
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "autovacuum_naptime": "5s",
    "log_min_messages": "panic",
    "logging_collector": "off",
}


class Server:
    """A PostgreSQL of one's own, reached by a socket in its directory.

    ``settings`` go before SETTINGS.
    """

    def __init__(self, home: Path, **settings: str) -> None:
        self.home, self.data = home, home / "data"
        self.settings = {**SETTINGS, "unix_socket_directories": str(home), **settings}
        self.process: subprocess.Popen[bytes] | None = None
        self.user = ordinary_user()
        home.mkdir(parents=True, exist_ok=True)
        if self.user:
            shutil.chown(home, self.user)
        home.chmod(0o711)
        self.as_user("initdb", "-D", str(self.data), "-U", "regulars", "-A", "trust", "-E", "UTF8",
                     "--no-sync", "--no-instructions", *UNTYPICAL)  # fmt: skip

    def as_user(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(binaries() / program), *words], capture_output=True, text=True, check=False,
            user=self.user, cwd=self.home,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Ready when this returns."""
        words = [
            word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")
        ]
        self.process = subprocess.Popen(
            [str(binaries() / "postgres"), "-D", str(self.data), *words],
            user=self.user, cwd=self.home, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            process_group=0,
        )  # fmt: skip
        last = time.monotonic() + 30
        while not answers(self.url("postgres")):
            assert time.monotonic() < last, "the private PostgreSQL does not answer"
            assert self.process.poll() is None, "the private PostgreSQL did not start"
            time.sleep(0.02)

    def stop(self, how: int = signal.SIGINT) -> None:
        """SIGINT sends everybody away and shuts down; SIGQUIT is a crash."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None

    def url(self, database: str) -> str:
        return f"postgres://regulars@{quote(str(self.home), safe='')}/{database}"


def answers(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5).close()
        return True
    return False


def ordinary_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to be root."""
    if os.getuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def binaries() -> Path:
    """Where the distribution keeps initdb and postgres. FileNotFoundError where it has none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=version)
    if not versions:
        raise FileNotFoundError("no PostgreSQL on this machine; on Debian: apt install postgresql")
    return versions[-1].parent


def version(initdb: Path) -> float:
    return float(initdb.parts[-3])


def given() -> str:
    """The address of the server the tests run on; empty on SQLite."""
    return os.environ.get("DATABASE_URL", "")


def beside(database: str, url: str = "") -> str:
    """The address of another database on the same server."""
    parts = urlsplit(url or given())
    return urlunsplit(parts._replace(path=f"/{database}"))


def named_for(home: Path) -> str:
    """The database of a house in a directory."""
    return "regulars_house_" + hashlib.sha256(str(home).encode()).hexdigest()[:16]


def create(database: str, template: str = "", *, for_all: bool = False) -> None:
    """Make a database anew, empty or as a copy of one that nobody uses just now.

    It goes when this process ends, if its server has not gone before; one that is made ``for_all``
    processes of a run stays.
    """
    drop(database)
    if not for_all:
        atexit.register(leave, database, given())
    like = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    order(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)) + like)


def drop(database: str, url: str = "") -> None:
    order(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)), url)


def leave(database: str, url: str) -> None:
    with contextlib.suppress(psycopg.OperationalError):
        drop(database, url)


def order(statement: sql.Composable, url: str = "") -> None:
    with psycopg.connect(beside("postgres", url), autocommit=True) as line:
        line.execute(statement)


def run(command: list[str]) -> int:
    if given() != PRIVATE:
        return subprocess.run(command, check=False).returncode
    with tempfile.TemporaryDirectory(prefix="regulars-pg-") as folder:
        server = Server(Path(folder))
        try:
            server.start()
            environment = {**os.environ, "DATABASE_URL": server.url("postgres")}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.stop()


def ended(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, ended)
    sys.exit(run(sys.argv[1:]))
