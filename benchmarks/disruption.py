"""A disruption that touches ten thousand people: found, put in the order of need, written down.

    python -m benchmarks disruption            both databases, in full
    python -m benchmarks.disruption 1000       a quick trial

Sixty thousand bookings of a hundred thousand customers; ten thousand of them are touched, one in
twenty with a need written down, every tenth twice, some merged. Bare SQL asks the same of the
database with the cursor alone (who booked, their handles, their wishes, their needs) and forms no
line of it; written by hand is the same rows inserted by ``executemany`` and no word is promised.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.authority import put
from benchmarks.recognition import houses

TOUCHED, TIMES = 10_000, 5
NOW = datetime(2026, 3, 24, 2, tzinfo=UTC)
AT = NOW + timedelta(hours=4)
BAR = 2.0
WHO = """SELECT COALESCE(c.merged_into_id, c.id) AS who, MIN(b.starts_at), COUNT(*), SUM(b.party),
 MIN(b.id) FROM customers_booking b JOIN customers_customer c ON c.id = b.customer_id
 WHERE b.place_id = %s AND b.starts_at >= %s AND b.starts_at < %s AND b.state = 'open'
 AND c.erased_at IS NULL GROUP BY 1"""
THEM = """(SELECT COALESCE(c.merged_into_id, c.id) FROM customers_booking b
 JOIN customers_customer c ON c.id = b.customer_id WHERE b.place_id = %s AND b.starts_at >= %s
 AND b.starts_at < %s AND b.state = 'open' AND c.erased_at IS NULL)"""
BESIDE = (
    f"SELECT customer_id, kind, value FROM customers_handle WHERE customer_id IN {THEM}",
    f"SELECT customer_id, way, wish FROM customers_channelwish WHERE customer_id IN {THEM}",
    "SELECT customer_id, kind FROM notebook_fact WHERE gone_at IS NULL "
    f"AND kind IN ('access', 'medical') AND customer_id IN {THEM}",
    "SELECT m.id FROM notebook_fact f JOIN customers_customer m ON m.household_id = f.household_id "
    f"WHERE f.gone_at IS NULL AND f.kind = 'access' AND m.id IN {THEM}",
)
Row = dict[str, Any]


def measure(touched: int = TOUCHED) -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}; seconds."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        for home, url in houses(Path(folder)):
            rows += part(home, url, touched)
    return rows


def part(home: Path, url: str, touched: int) -> list[Row]:
    """One database, in a process of its own."""
    env = {
        **os.environ, "REGULARS_HOME": str(home), "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "regulars.site.settings", "REGULARS_MAIL": "smtp://127.0.0.1:9",
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.disruption", "part", str(touched)]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return found


def inside(touched: int) -> list[Row]:
    """Within the house: fill it, find them, write them down."""
    import django

    Path(os.environ["REGULARS_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    place, kelsey = fill(touched)
    lists, bare = found(place, touched)
    whole = begun(place, kelsey)
    hand = by_hand()
    vendor = connection.vendor
    both = f"{touched:,} people of {10 * touched:,}"
    return [
        {"what": f"{vendor}: the list in order of need, s", "ours": lists, "baseline": BAR,
         "ratio": lists / BAR, "bar": "≤ 1 (of 2 s)", "note": both},
        {"what": f"{vendor}: the same as bare SQL, s", "ours": lists, "baseline": bare,
         "ratio": bare / lists, "bar": "", "note": "five statements by the cursor, nothing formed"},
        {"what": f"{vendor}: begun, with list, codes and letters, s", "ours": whole,
         "baseline": hand, "ratio": hand / whole, "bar": "",
         "note": "baseline: the same rows by executemany in one transaction"},
    ]  # fmt: skip


def fill(touched: int) -> tuple[Any, Any]:
    """The place with its customers, handles, needs and bookings."""
    from django.contrib.auth.models import User
    from django.db import connection, transaction

    from regulars.places.models import Place, Role, Staff

    place = Place.objects.create(slug="air", name="Air")
    kelsey = Staff.objects.create(user=User.objects.create(username="k"), place=place,
                                  role=Role.MANAGER, name="Kelsey")  # fmt: skip
    people, extra = 10 * touched, touched // 10
    with transaction.atomic():
        put("customers_customer",
            ("id", "book_id", "name", "reading", "title", "called", "language", "invented",
             "merged_into_id"),
            [(n, place.pk, f"P {n}", "", "", "", "", True, n - 1 if merged(n, touched) else None)
             for n in range(1, people + 1)])  # fmt: skip
        put(
            "customers_handle",
            ("customer_id", "book_id", "kind", "value", "source"),
            [(n, place.pk, "email", f"p{n}@x.example", "") for n in range(1, people + 1) if n % 8],
        )
        put("notebook_fact",
            ("customer_id", "kind", "value", "folded", "source", "use", "lasting", "said_at", "by",
             "confirmed_by", "brought_by", "visit", "plan", "gone_by"),
            [(n, "access", "wheelchair", "", "told", "say", True, NOW, "b", "", "", "", "{}", "")
             for n in range(1, people + 1, 20)])  # fmt: skip
        rows = [(place.pk, n, AT, 1, "MU 1", "", "open", "", "b") for n in range(1, touched + 1)]
        rows += [(place.pk, n, AT, 1, "MU 1", "", "open", "", "b") for n in range(1, extra + 1)]
        rows += [(place.pk, n, AT + timedelta(days=n % 50 + 1), 1, "", "", "open", "", "b")
                 for n in range(1, 5 * touched)]  # fmt: skip
        put("customers_booking", ("place_id", "customer_id", "starts_at", "party", "where", "aim",
                                  "state", "source", "by"), rows)  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return place, kelsey


def merged(n: int, touched: int) -> bool:
    """A few hundred records are known to be somebody else's, none of them a survivor."""
    return n > touched and n % 500 == 0


def found(place: Any, touched: int) -> tuple[float, float]:
    """Seconds of the list, ours and bare, in turns; the median of a few."""
    from django.db import connection

    from regulars.recovery.disruption import finding

    ours, bare = [], []
    for turn in range(TIMES + 1):
        begun = time.perf_counter()
        assert len(finding.find(place, whom(), ("mail",))) == touched
        between = time.perf_counter()
        span = [place.pk, AT, AT + timedelta(minutes=1)]
        with connection.cursor() as cursor:
            for question in (WHO, *BESIDE):
                cursor.execute(question, span)
                cursor.fetchall()
        ended = time.perf_counter()
        if turn:
            ours.append(between - begun)
            bare.append(ended - between)
    return median(ours), median(bare)


def whom() -> Any:
    from regulars.recovery.disruption.whom import Whom

    return Whom(AT, AT + timedelta(minutes=1))


def begun(place: Any, kelsey: Any) -> float:
    """Seconds until everybody stands in line with a letter on its way."""
    from regulars.recovery.disruption import opening

    began = time.perf_counter()
    opening.begin(place, "MU 1", reason="weather", starts_at=AT, new_at=AT + timedelta(hours=3),
                  whom=whom(), by=kelsey, now=NOW)  # fmt: skip
    return time.perf_counter() - began


def by_hand() -> float:
    """Seconds of the bare inserts of the same rows, beside them, taken back."""
    from django.db import connection, transaction

    tables = ("recovery_affected", "recovery_letter")
    with connection.cursor() as cursor:
        copies = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            copies.append((table, names, [list(row) for row in cursor.fetchall()]))
    for table, names, rows in copies:
        at, key = names.index("id"), "code" if "code" in names else "affected_id"
        for n, row in enumerate(rows):
            row[at] += 10**6
            if table == tables[0]:
                row[names.index(key)], row[names.index("customer_id")] = f"b{n}", None
            else:
                row[names.index(key)] += 10**6
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, names, rows in copies:
            named = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)
        ended = time.perf_counter()
        transaction.set_rollback(True)
    return ended - began


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        print(json.dumps(inside(int(sys.argv[2]))))
    else:
        for row in measure(int(sys.argv[1]) if sys.argv[1:] else TOUCHED):
            print(row)
