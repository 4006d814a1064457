"""A thousand boards held open by one serving process while fifty moments a second are recorded.

Two hundred places with five boards each; a moment is told to the five boards of its place. The
boards and the writer are processes of their own. Receipt is from before the moment is recorded
until a board has it; the share of a core is the serving process's, from /proc. It is taken after
a minute, when the boards' sessions begin to be looked up again.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import postgres
from tests.site.houses import free_port

from benchmarks import houses

PLACES, POSTS, RATE, SECONDS, SETTLE = 200, 5, 50, 24, 60
BARS = {"SQLite": 300, "PostgreSQL": 100}
BUILD = f"""
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from regulars.places.models import Place, Role, Staff
call_command("migrate", verbosity=0)
for n in range({PLACES}):
    place = Place.objects.create(slug=f"place-{{n}}", name=f"Place {{n}}")
    for m in range({POSTS}):
        user = User.objects.create(username=f"clerk-{{n}}-{{m}}", password="!")
        Staff.objects.create(user=user, place=place, role=Role.CLERK, name=user.username)
        session = SessionStore()
        session.update({{"_auth_user_id": str(user.pk),
                        "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
                        "_auth_user_hash": user.get_session_auth_hash()}})
        session.save()
        print(place.slug, session.session_key)
"""
WRITE = f"""
import json, random, time
from datetime import UTC, datetime
from regulars.moments import journal, kinds
from regulars.places.models import Place
places, chance = list(Place.objects.values_list("pk", flat=True)), random.Random(7)
def write():
    began = time.time()
    moment = journal.record(kinds.Noted(), about="customer:7", at=datetime.now(UTC), by="staff:1",
                            place=chance.choice(places))
    return moment.pk, began
write()
begun, written = time.monotonic(), []
for turn in range({RATE * SECONDS}):
    time.sleep(max(0.0, begun + turn / {RATE} - time.monotonic()))
    written.append(write())
print(json.dumps(written))
"""
LISTEN = """
import asyncio, json, sys, time
port, heard, opened = int(sys.argv[1]), [], []

class Board(asyncio.Protocol):
    def __init__(self, place, session):
        self.request = (f"GET /live?place={place} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n"
                        f"Cookie: sessionid={session}\\r\\n\\r\\n").encode()
        self.rest = b""
    def connection_made(self, transport):
        transport.write(self.request)
    def data_received(self, data):
        now = time.time()
        *blocks, self.rest = (self.rest + data).split(b"\\n\\n")
        for block in blocks:
            if b"event: moment" in block:
                heard.append((int(block.split(b"id: ")[1].split(b"\\n")[0]), now))
            elif b"event: reload" in block:
                heard.append((0, now))
            elif b"retry:" in block:
                opened.append(now)

async def main():
    loop = asyncio.get_running_loop()
    for line in sys.stdin:
        if not line.strip():
            break
        await loop.create_connection(lambda: Board(*line.split()), "127.0.0.1", port)
    while len(opened) < int(sys.argv[2]):
        await asyncio.sleep(0.1)
    print("open", flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    print(json.dumps(heard))

asyncio.run(main())
"""
Row = dict[str, object]


def measure() -> list[Row]:
    """Receipt and share of a core on both databases; PostgreSQL where this machine has one."""
    many = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (many, many))
    rows = measured("SQLite", "")
    with server() as url:
        return rows + measured("PostgreSQL", url)


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database on a server that waits for the disk at each commit."""
    with tempfile.TemporaryDirectory(prefix="regulars-pg-") as folder:
        private = postgres.Server(Path(folder), fsync="on", full_page_writes="on")
        private.start()
        try:
            yield private.url("postgres")
        finally:
            private.stop()


def measured(database: str, url: str) -> list[Row]:
    os.environ.pop("DATABASE_URL", None)
    if url:
        os.environ["DATABASE_URL"] = url
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        home = Path(folder)
        boards = houses.run(home, BUILD)
        found = told(home, boards)
    os.environ.pop("DATABASE_URL", None)
    return rows_of(database, found)


def told(home: Path, boards: str) -> dict[str, Any]:
    """Open the house and its boards, write, and put together what was heard."""
    with open_house(home) as (port, web):
        listening = begin(home, LISTEN, str(port), str(PLACES * POSTS))
        say(listening, boards)
        assert listening.stdout is not None
        assert listening.stdout.readline() == "open\n"
        time.sleep(SETTLE)
        before, began = burnt(web), time.monotonic()
        written = json.loads(houses.run(home, WRITE))
        share = (burnt(web) - before) / (time.monotonic() - began)
        memory = resident(web)
        time.sleep(1)
        heard = json.loads(listening.communicate("\n")[0])
    return {"written": written, "heard": heard, "share": share, "memory": memory}


@contextmanager
def open_house(home: Path) -> Iterator[tuple[int, int]]:
    """`regulars serve` on a free port; the port and the pid of its one web process."""
    port = free_port()
    command = [sys.executable, "-m", "regulars.site.cli", "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        serving = subprocess.Popen(command, env=houses.environment(home), stdout=log, stderr=log)
    try:
        while "open" not in (home / "serve.log").read_text():
            time.sleep(0.1)
        time.sleep(2)
        yield port, web_of(serving.pid)
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(30)


def web_of(parent: int) -> int:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return next(int(pid) for pid in children if Path(f"/proc/{pid}/comm").read_text() == "web\n")


def begin(home: Path, code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words], env=houses.environment(home), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def say(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{words}\n")
    process.stdin.flush()


def burnt(pid: int) -> float:
    """Seconds of a core that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def rows_of(database: str, found: dict[str, Any]) -> list[Row]:
    written = dict(found["written"])
    waits = sorted(when - written[pk] for pk, when in found["heard"] if pk in written)
    lost = POSTS * len(written) - len(waits)
    hints = sum(pk == 0 for pk, _when in found["heard"])
    middle, tail = (waits[int(len(waits) * part)] * 1000 for part in (0.5, 0.99))
    return [
        {"what": f"receipt by {PLACES * POSTS:,} boards on {database}, p99",
         "ours": f"{tail:.0f} ms", "baseline": "the bar", "ratio": f"{tail / BARS[database]:.2f}",
         "bar": f"≤ {BARS[database]} ms",
         "note": f"{RATE} moments a second for {SECONDS} s, each to {POSTS} boards; p50 "
                 f"{middle:.0f} ms, longest {waits[-1] * 1000:.0f} ms; {lost} lost, {hints} told "
                 "to look again"},
        {"what": f"the serving process's share of a core, {database}",
         "ours": f"{found['share']:.1%}", "baseline": "the bar",
         "ratio": f"{found['share'] / 0.05:.2f}", "bar": "≤ 5 %",
         "note": f"{found['memory']:.0f} MiB"},
    ]  # fmt: skip


if __name__ == "__main__":
    for line in measure():
        print(f"{line['what']}: {line['ours']} ({line['bar']}); {line['note']}")
