"""Fifty thousand open clocks, five hundred of them due within one second: how late each rings.

Twenty-five thousand open cases with two alarms each; the first alarm of five hundred falls due
spread over one second. The clock's own process does them; lateness is from the instant an alarm is
due until it is committed to the journal, from which every board shows it; the notices to people
follow behind, one by one. Then the same
with the clock killed in the middle and started again. The baseline is the bare SQL of the same
writes, a transaction for each alarm.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import houses
from benchmarks.boards import server

CASES, DUE, AHEAD = 25_000, 500, 12.0
BARS = {"late": 1.0, "killed": 10.0}
"""Seconds. Of a killed clock: its lease of eight, and two to start again."""
BUILD = f"""
import sys, time
from datetime import UTC, datetime, timedelta
from django.contrib.auth.models import User
from django.core.management import call_command
call_command("migrate", verbosity=0)
from regulars.moments.models import Deadline
from regulars.places.models import Place, Role, Staff
from regulars.recovery.models import Case
place = Place.objects.create(slug="corner", name="Corner")
people = [Staff.objects.create(user=User.objects.create_user(f"s{{n}}"), place=place,
                               role=Role.MANAGER if n < 2 else Role.CLERK, name=f"s{{n}}")
          for n in range(50)]
def write(first, count, opened):
    rows = [Case(place=place, owner=people[n % 50], code=f"c{{n:09}}", opened_at=opened(n),
                 opened_by="staff:1", moment=-n - 1) for n in range(first, first + count)]
    rows = Case.objects.bulk_create(rows, batch_size=500)
    Deadline.objects.bulk_create(
        [Deadline(kind=f"case_alarm_{{minutes}}", subject=f"case:{{row.pk}}/0",
                  due_at=row.opened_at + timedelta(minutes=minutes))
         for row in rows for minutes in (15, 20)], batch_size=500)
now = datetime.now(UTC)
write(0, {CASES - 2 * DUE}, lambda n: now - timedelta(seconds=n % 600 - 600))
print("many", flush=True)
for turn in (1, 2):
    sys.stdin.readline()
    begins = datetime.now(UTC) - timedelta(minutes=15) + timedelta(seconds={AHEAD})
    write({CASES} - turn * {DUE}, {DUE}, lambda n: begins + timedelta(seconds=n % {DUE} / {DUE}))
    print((begins + timedelta(minutes=15)).timestamp(), flush=True)
"""
TICK = """
import json, time
from regulars.moments import deadlines
from regulars.site import ticking
def watched(name):
    fire = getattr(deadlines, name)
    def fired(what, now):
        done = fire(what, now)
        for each in (what if isinstance(what, list) else [what]):
            if each.kind == "case_alarm_15":
                print(json.dumps([each.pk, time.time() - each.due_at.timestamp()]), flush=True)
        return done
    setattr(deadlines, name, fired)
watched("fire_together")
print("ready", flush=True)
ticking.main()
"""
BARE = f"""
import time
from django.db import connection, transaction
began = time.perf_counter()
for n in range({DUE}):
    with transaction.atomic(), connection.cursor() as line:
        line.execute("UPDATE moments_deadline SET lease = 'x' WHERE id = %s", [n + 1])
        line.execute("INSERT INTO moments_moment (subject, happened_at, recorded_at, actor, kind, "
                     "facts, words_digest) VALUES ('a', '2026-01-01 00:00:00+00', "
                     "'2026-01-01 00:00:00+00', 'clock', 'bare', '{{}}', '')")
        line.execute("INSERT INTO places_notice (staff_id, key, subject, line, url, urgent, "
                     "made_at) VALUES (1, %s, '', '', '', TRUE, '2026-01-01 00:00:00+00')",
                     [f"bare{{n}}"])
print(time.perf_counter() - began)
"""
Row = dict[str, object]


def measure() -> list[Row]:
    """Lateness on both databases; PostgreSQL where this machine has one."""
    rows = measured("SQLite", "")
    with server() as url:
        return rows + (measured("PostgreSQL", url) if url else [])


def measured(name: str, url: str) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="regulars-clocks-") as home:
        env = houses.environment(Path(home)) | ({"DATABASE_URL": url} if url else {})
        with running(env, BUILD) as build:
            read(build, "many")
            begins = due(build)
            late = rung(env, begins)
            begins = due(build)
            killed = rung(env, begins, kill_at=0.5)
        done = subprocess.run([sys.executable, "-c", houses_code(BARE)], env=env, check=True,
                              capture_output=True, text=True)  # fmt: skip
    bare = float(done.stdout)
    return [
        line(f"alarm late, p99, {name}", late, BARS["late"], bare),
        line(f"alarm late, p99, clock killed and started again, {name}", killed, BARS["killed"],
             bare),
    ]  # fmt: skip


def line(what: str, late: list[float], bar: float, bare: float) -> Row:
    """Seconds; the baseline is how long the bare writes of all five hundred take."""
    ordered = sorted(late)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return {
        "what": what, "ours": p99, "baseline": bare, "ratio": p99 / bare, "bar": f"<= {bar:g} s",
        "note": f"{len(late)} of {DUE} once each, p50 {p50:.2f} s, max {ordered[-1]:.2f} s; "
                f"baseline: {DUE} bare transactions one after the other",
    }  # fmt: skip


def houses_code(code: str) -> str:
    return "import django; django.setup()\n" + code


@contextmanager
def running(env: dict[str, str], code: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", houses_code(code)], env=env, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def read(process: subprocess.Popen[str], expected: str = "") -> str:
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    if not said or (expected and said != expected):
        raise RuntimeError(f"{said!r} instead of {expected!r}")
    return said


def due(build: subprocess.Popen[str]) -> float:
    """Set five hundred more; the second in which the first of them is due."""
    assert build.stdin is not None
    build.stdin.write("\n")
    build.stdin.flush()
    return float(read(build))


def rung(env: dict[str, str], begins: float, kill_at: float | None = None) -> list[float]:
    """Seconds by which each alarm of that second was late; every one exactly once."""
    late: dict[int, list[float]] = {}
    with running(env, TICK) as process:
        read(process, "ready")
        if kill_at is not None:
            time.sleep(max(0.0, begins + kill_at - time.time()))
            process.send_signal(signal.SIGKILL)
            gather(process, late)
        else:
            collect(process, late)
    if kill_at is not None:
        with running(env, TICK) as process:
            read(process, "ready")
            collect(process, late)
    if any(len(each) != 1 for each in late.values()):
        raise RuntimeError("an alarm rang twice")
    return [each[0] for each in late.values()]


def collect(process: subprocess.Popen[str], late: dict[int, list[float]]) -> None:
    """Read until all have rung."""
    while len(late) < DUE:
        note(read(process), late)


def gather(process: subprocess.Popen[str], late: dict[int, list[float]]) -> None:
    """What a clock had said before it was killed."""
    said, _nothing = process.communicate()
    for each in said.splitlines():
        note(each, late)


def note(said: str, late: dict[int, list[float]]) -> None:
    number, seconds = json.loads(said)
    late.setdefault(int(number), []).append(float(seconds))
