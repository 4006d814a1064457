"""The board of 200 arrivals beside an empty Django view, through the same middleware."""

import json
import tempfile
from pathlib import Path

from benchmarks import houses

CODE = """
import json, statistics, time
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from django.db import connection, reset_queries
from django.test import Client
from django.urls import path
from regulars.anticipation.models import Expected
from regulars.places.models import Place, Staff
from regulars.site.web import collect_seldom
place = Place.objects.get(slug="corner")
client = Client()
client.force_login(Staff.objects.get(name="小美").user)

def timed(url, times):
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        assert client.get(url).status_code in (200, 503)  # 503: no clock runs beside a benchmark
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)

timed("/p/corner/today/", 5)
collect_seldom()  # as the web does when it starts
settings.DEBUG = True
reset_queries()
client.get("/p/corner/today/")
queries = len(connection.queries)
settings.DEBUG = False
board, bare = [], []
for _ in range(10):
    board += timed("/p/corner/today/", 20)
    bare += timed("/healthz", 20)
board.sort(); bare.sort()
print(json.dumps({"rows": Expected.objects.filter(place=place).count(), "queries": queries,
  "p50": board[100], "p95": board[190], "bare": bare[100]}))
"""


def measure() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        houses.build(home)
        found = json.loads(houses.run(home, CODE))
    bare = f"{found['bare'] * 1000:.1f} ms (/healthz)"
    return [
        {"what": f"board of {found['rows']} arrivals, p95", "ours": f"{found['p95'] * 1000:.0f} ms",
         "baseline": bare, "ratio": f"{found['p95'] / found['bare']:.1f}", "bar": "≤ 60 ms",
         "note": f"p50 {found['p50'] * 1000:.0f} ms; whole request in process, all middleware"},
        {"what": "questions to the database", "ours": found["queries"], "baseline": "the bar",
         "ratio": f"{found['queries'] / 12:.2f}", "bar": "≤ 12"},
    ]  # fmt: skip
