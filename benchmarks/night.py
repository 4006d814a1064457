"""The night's work for the whole shop, and for a shop ten times as large."""

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import houses

TIMES = 10
NIGHT = """
import json, resource, time
from datetime import timedelta
from django.db import transaction
from regulars.anticipation import night
from regulars.anticipation.models import Forecast
from regulars.moments import clock
from regulars.places.models import Place
place = Place.objects.get(slug="corner")
Forecast.objects.all()._raw_delete("default")  # so that both houses begin with none
found = {}
for turn, name in enumerate(("first", "ordinary"), 1):
    day = place.day_of(clock.now()) + timedelta(days=turn)
    began = time.perf_counter()
    write = night.foresee(place, day, clock.now())
    with transaction.atomic():
        done = write()
    found[name] = {"seconds": time.perf_counter() - began, "forecasts": done.forecasts}
found["mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
"""
GROW = f"""
from django.db import connection
with connection.cursor() as c:
    c.execute("PRAGMA synchronous=OFF")
    m, n = (c.execute(f"SELECT max(id) FROM {{t}}").fetchone()[0]
            for t in ("moments_moment", "customers_customer"))
    all_of_them = [row[1] for row in c.execute("PRAGMA table_info(customers_customer)")]
    columns = ", ".join(one for one in all_of_them if one != "id")
    for k in range(1, {TIMES}):
        c.execute(f"INSERT INTO customers_customer (id, {{columns}}) SELECT id + {{k * n}}, "
                  f"{{columns}} FROM customers_customer WHERE id <= {{n}}")
        c.execute("INSERT INTO moments_moment (id, subject, happened_at, recorded_at, place, "
                  "actor, kind, facts, corrects, key, words_digest) "
                  f"SELECT id + {{k * m}}, 'customer:' || (substr(subject, 10) + {{k * n}}), "
                  "happened_at, recorded_at, place, actor, kind, facts, corrects, "
                  f"key || '#{{k}}', '' FROM moments_moment "
                  f"WHERE kind = 'purchased' AND id <= {{m}}")
        c.execute("INSERT INTO moments_line (moment_id, row, article, quantity, amount) "
                  f"SELECT moment_id + {{k * m}}, row, article, quantity, amount "
                  f"FROM moments_line WHERE moment_id <= {{m}}")
"""


def measure() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        houses.build(home)
        once = json.loads(houses.run(home, NIGHT))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        houses.build(home)
        houses.run(home, GROW)
        tenfold = json.loads(houses.run(home, NIGHT))
    return [*rows("ordinary", once, tenfold), *rows("first", once, tenfold)]


def rows(name: str, once: dict[str, Any], tenfold: dict[str, Any]) -> list[dict[str, object]]:
    """An ordinary night reckons all and writes what is new; the first writes every forecast."""
    one, ten = once[name], tenfold[name]
    return [
        {"what": f"{name} night, 2,469 households", "ours": f"{one['seconds']:.1f} s",
         "baseline": "the bar", "ratio": f"{one['seconds'] / 60:.2f}", "bar": "≤ 60 s",
         "note": f"{one['forecasts']:,} forecasts written, {once['mib']:.0f} MiB"},
        {"what": f"{name} night, {TIMES} times the shop", "ours": f"{ten['seconds']:.1f} s",
         "baseline": f"{one['seconds']:.1f} s", "bar": f"linear: ≤ {TIMES}",
         "ratio": f"{ten['seconds'] / one['seconds']:.1f}",
         "note": f"{ten['forecasts']:,} forecasts written, {tenfold['mib']:.0f} MiB"},
    ]  # fmt: skip
