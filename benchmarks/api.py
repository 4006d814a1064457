"""Recognition over HTTP, one worker: ours beside a bare view with the same SQL, and the ORM.

All three in the same server (uvicorn, Starlette, a2wsgi with four threads), on the same house of
100,000. Four connections ask without pause; rounds are interleaved, medians told.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from benchmarks import houses

PEOPLE, ROUNDS, SECONDS, LINES = 100_000, 5, 3.0, 4
FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from benchmarks import stage
made = stage.fill({people})
from regulars.places import tokens
from regulars.moments import clock
print(tokens.make(made.place, "bench", "clerk", by="bench", now=clock.now())[1])
from regulars.customers.models import Customer, Handle
from random import Random
draw = Random(7)
phones = list(Handle.objects.filter(kind="phone").values_list("value", flat=True)[:20000])
named = list(Customer.objects.exclude(name="").values_list("name", flat=True)[:20000])
words = [value[-4:] for value in draw.sample(phones, 200)]
words += [name.split()[0][-9:] if name.isascii() else name[-2:] for name in draw.sample(named, 200)]
draw.shuffle(words)
print("\\t".join(words))
"""
SERVE = """
import sys, django
from django.conf import settings
{before}
django.setup()
import uvicorn
from regulars.site.web import collect_seldom, quiet
{application}
collect_seldom()
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), **quiet())
"""
OURS = SERVE.format(
    before="settings.HARVESTING = dict.fromkeys(('SEARCHES_A_MINUTE', 'SHOWN_AN_HOUR'), 10**12)",
    application="from regulars.site.web import application\napp = application()",
)
BESIDE = SERVE.format(
    before="",
    application="settings.MIDDLEWARE = []; settings.ROOT_URLCONF = 'benchmarks.api_beside'\n"
    "from benchmarks.api_beside import application\napp = application()",
)


@contextmanager
def served(home: Path, code: str, port: int) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(port)], env=houses.environment(home), cwd=houses.ROOT
    )
    try:
        answers(port)
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answers(port: int) -> None:
    for _ in range(3000):
        with suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=2).connect()
            return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def rate(port: int, paths: list[str], token: str) -> float:
    """Answers a second over LINES connections that never pause."""
    counts, end, wrong = [0] * LINES, time.perf_counter() + SECONDS, list[str]()

    def ask(line: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Authorization": f"Bearer {token}"}
        for path in cycle(paths[line:] + paths[:line]):
            if time.perf_counter() > end:
                return
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                wrong.append(f"{path}: {response.status}")
                return
            counts[line] += 1

    lines = [threading.Thread(target=ask, args=(n,)) for n in range(LINES)]
    for line in lines:
        line.start()
    for line in lines:
        line.join()
    if wrong:
        raise RuntimeError(wrong[0])
    return sum(counts) / SECONDS


def measure(people: int = int(os.environ.get("BENCH_PEOPLE", PEOPLE))) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        told = houses.run(home, FILL.format(people=people)).splitlines()
        token, words = told[-2], [quote(word) for word in told[-1].split("\t")]
        ours, bare, orm = compared(home, token, words)
    note = f"{people:,} customers, {len(words)} phone tails and names of two characters in turn"
    beside_bare = f"{bare:,.0f} (bare Django view, same SQL, no middleware, no token)"
    beside_orm = f"{orm:,.0f} (querysets and a ninja schema, no middleware, no token)"
    more = "ours ranks, explains, says the name and watches besides"
    return [
        {"what": "who is it? over HTTP, answers a second", "ours": ours, "baseline": beside_bare,
         "ratio": f"{ours / bare:.2f}", "bar": "≥ 0.6", "note": note},
        {"what": "the same beside the ORM", "ours": ours, "baseline": beside_orm,
         "ratio": f"{ours / orm:.2f}", "bar": "≥ 2", "note": more},
    ]  # fmt: skip


def compared(home: Path, token: str, words: list[str]) -> tuple[float, ...]:
    """Medians of ours, the bare view and the ORM, each measured in every round."""
    first, second = free_port(), free_port()
    kinds = (
        (first, [f"/api/v1/customers?q={word}" for word in words]),
        (second, [f"/bare/customers?q={word}" for word in words]),
        (second, [f"/orm/customers?q={word}" for word in words]),
    )
    found: list[list[float]] = [[], [], []]
    with served(home, OURS, first), served(home, BESIDE, second):
        for turn in range(ROUNDS + 1):
            for n, (port, paths) in enumerate(kinds):
                told = rate(port, paths, token)
                if turn:  # the first round warms all three
                    found[n].append(told)
    return tuple(statistics.median(each) for each in found)


if __name__ == "__main__":
    for row in measure():
        print(row)
