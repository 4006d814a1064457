"""“May I?” with ten thousand limits and a million lines in the ledger, beside the bare SQL of it.

    python -m benchmarks authority             both databases, in full
    python -m benchmarks.authority 20000       a quick trial

A brand of fifty places with eight jobs each; every question comes from another person, at another
place, about another act, with half of them for a case. Bare SQL is the same two questions (which
limits bear on this person, what was drawn on them) with the cursor alone: no rule is chosen, no
sentence said.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks.recognition import houses

LIMITS, LINES = 10_000, 1_000_000
PLACES, JOBS, PEOPLE, ASKED = 50, 8, 500, 4000
NOW = datetime(2026, 3, 24, 4, tzinfo=UTC)
BAR = 5.0
COLUMNS = ("place_id", "staff_id", "customer", "case", "act", "kind", "amount", "currency",
           "charge", "count", "reason", "key", "at", "day", "moment")  # fmt: skip
Row = dict[str, Any]


def measure(lines: int = LINES) -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}; times in milliseconds."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        for home, url in houses(Path(folder)):
            rows += part(home, url, lines)
    return rows


def part(home: Path, url: str, lines: int) -> list[Row]:
    """One database, in a process of its own."""
    env = {
        **os.environ, "REGULARS_HOME": str(home), "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "regulars.site.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.authority", "part", str(lines)]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return found


def inside(lines: int) -> list[Row]:
    """Within the house: fill it, then ask."""
    import django

    Path(os.environ["REGULARS_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    people = fill(lines)
    ours, bare = asked(people, lines)
    p99, bare_p99 = tail(ours), tail(bare)
    vendor = connection.vendor
    note = (f"p50 {median(ours):.2f} ms, longest {max(ours):.1f}; bare SQL p50 {median(bare):.2f}, "
            f"p99 {bare_p99:.2f}")  # fmt: skip
    return [
        {"what": f"{vendor}: “May I?”, p99 ms", "ours": p99, "baseline": BAR, "ratio": p99 / BAR,
         "bar": "≤ 1 (of 5 ms)", "note": note},
        {"what": f"{vendor}: the same as bare SQL, p50 ms", "ours": median(ours),
         "baseline": median(bare), "ratio": median(bare) / median(ours),
         "bar": "≥ 0.5 of bare SQL", "note": f"{LIMITS:,} limits, {lines:,} lines"},
    ]  # fmt: skip


def fill(lines: int) -> list[Any]:
    """The brand with its limits, its people, and a ledger; everybody who may ask."""
    from django.contrib.auth.models import User
    from django.db import connection, transaction

    from regulars.authority.acts import Act, Span
    from regulars.authority.models import Limit
    from regulars.places.models import Job, Place, Role, Staff

    rng = Random(4)
    brand = Place.objects.create(slug="brand", name="Brand", level="brand", currency="CNY")
    places = [
        Place.objects.create(slug=f"p{n}", name=f"P{n}", parent=brand, currency="CNY")
        for n in range(PLACES)
    ]
    jobs = [Job.objects.create(place=brand, name=f"J{n}") for n in range(JOBS)]
    users = User.objects.bulk_create([User(username=f"u{n}") for n in range(PEOPLE)])
    people = Staff.objects.bulk_create([
        Staff(user=user, place=rng.choice(places), role=Role.CLERK, job=rng.choice(jobs),
              name=user.username, level=rng.randrange(3)) for user in users
    ])  # fmt: skip
    acts, spans = [act for act in Act.values if act != Act.FIRST_AID], Span.values
    Limit.objects.bulk_create([
        Limit(place=rng.choice(places), act=rng.choice([*acts, ""]), span=rng.choice(spans),
              job=job, role=Role.CLERK if job is None else "", level=rng.randrange(3),
              amount=10**9, effective_from=NOW.date(), set_by="bench", set_at=NOW)
        for job in (rng.choice([None, *jobs]) for _each in range(LIMITS))
    ])  # fmt: skip
    with transaction.atomic():
        ledger(people, acts, lines, rng)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return [Staff.objects.select_related("place", "job").get(pk=one.pk) for one in people]


def ledger(people: list[Any], acts: list[str], lines: int, rng: Random) -> None:
    """So many lines over two years, and the sums they drew."""
    from datetime import timedelta

    from regulars.authority import purses

    sums: dict[str, list[int]] = {}
    rows = []
    for n in range(lines):
        one, act = rng.choice(people), rng.choice(acts)
        at = NOW - timedelta(seconds=rng.randrange(700 * 24 * 3600))
        case = f"case:{n % (lines // 3 + 1)}"
        rows.append((one.place_id, one.pk, f"customer:{n % 90_000}", case, act, "given", 500, "CNY",
                     0, 1, "kindness", f"b{n}", at, at.date(), 1))  # fmt: skip
        for subject in purses.subjects(one.place_id, one.pk, act, at.date(), case):
            held = sums.setdefault(subject, [0, 0])
            held[0] += 500
            held[1] += 1
    put("authority_entry", COLUMNS, rows)
    put("authority_purse", ("subject", "spent", "count"), [(one, *sums[one]) for one in sums])


def put(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Many rows at once, by the quickest way each database has."""
    from django.db import connection

    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        for start in range(0, len(rows), 20_000):
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[start : start + 20_000]
            )


def asked(people: list[Any], lines: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each question, ours and bare, in turns."""
    from regulars.authority import asking
    from regulars.authority.acts import Act

    acts, rng = [act for act in Act.values if act != Act.FIRST_AID], Random(7)
    ours, bare = [], []
    for n in range(ASKED + 200):
        one, act = rng.choice(people), rng.choice(acts)
        case = f"case:{rng.randrange(lines // 3 + 1)}" if n % 2 else ""
        amount = rng.choice((500, 20_000))
        begun = time.perf_counter()
        asking.may_i(one, act, amount, now=NOW, case=case, reason="kindness")
        between = time.perf_counter()
        by_hand(one, act, case)
        ended = time.perf_counter()
        if n >= 200:
            ours.append((between - begun) * 1000)
            bare.append((ended - between) * 1000)
    return ours, bare


def by_hand(one: Any, act: str, case: str) -> None:
    """The same two questions, and no answer."""
    from django.db import connection

    from regulars.authority import asking, purses

    wanted = list(purses.subjects(one.place_id, one.pk, act, NOW.date(), case))
    with connection.cursor() as cursor:
        cursor.execute(asking.LIMITS, [one.place_id, act, one.role, one.job_id, one.level,
                                       NOW.date()])  # fmt: skip
        cursor.fetchall()
        cursor.execute(purses.READ.format(", ".join(["%s"] * len(wanted))), wanted)
        cursor.fetchall()


def tail(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        print(json.dumps(inside(int(sys.argv[2]))))
    else:
        for row in measure(int(sys.argv[1]) if sys.argv[1:] else LINES):
            print(row)
