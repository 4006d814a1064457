"""The box among a million customers, on SQLite and on PostgreSQL, beside the usual ways to search.

    python -m benchmarks recognition            a million
    python -m benchmarks.recognition 50000      a quick trial

Every asking is the whole of `recognition.rows`: words to probes, probes to people, people to rows,
with 40 people here and 200 due. What ought to be found is told by looking at everybody
(`benchmarks.oracle`). The database is made in a directory of its own and goes with it.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

PEOPLE = 1_000_000
HERE, DUE = 40, 200
ASKED, JUDGED, SLOW = 400, 40, 12
NOW = datetime(2026, 3, 24, 4, tzinfo=UTC)
BARS = {
    "sqlite": {"tail": 1, "two characters": 5, "one character": 25, "initials": 25, "typo": 25},
    "postgresql": dict.fromkeys(("tail", "two characters", "one character", "initials", "typo"), 5),
}
Row = dict[str, Any]


def measure(people: int = PEOPLE) -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}; times in milliseconds."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        for home, url in houses(Path(folder)):
            rows += part(home, url, people)
    return rows


def houses(folder: Path) -> Iterator[tuple[Path, str]]:
    """SQLite; then a PostgreSQL of our own where its programs are."""
    from tests.postgres import Server

    yield folder / "sqlite", ""
    folder.chmod(0o711)
    with contextlib.ExitStack() as stack:
        if not shutil.which("initdb") and not list(
            Path("/usr/lib/postgresql").glob("*/bin/initdb")
        ):
            return
        server = Server(folder / "server")
        server.start()
        stack.callback(server.stop)
        yield folder / "postgres", server.url("postgres")


def part(home: Path, url: str, people: int) -> list[Row]:
    """One database, in a process of its own."""
    env = {
        **os.environ, "REGULARS_HOME": str(home), "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "regulars.site.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.recognition", "part", str(people)]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return found


def inside(people: int) -> list[Row]:
    """Within the house: make everybody, ask, judge."""
    import django

    Path(os.environ["REGULARS_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import stage

    call_command("migrate", verbosity=0)
    made = stage.fill(people)
    book = stage.book_of(made.place, NOW)
    rows = [keys_row(connection.vendor, made, people)]
    rows += [asked(connection.vendor, what, book, made.place) for what in ASKING]
    if connection.vendor == "sqlite":
        rows += stage.costs(made.place)
        rows += beside(book)
    return rows


def keys_row(vendor: str, made: Any, people: int) -> Row:
    return {
        "what": f"{vendor}: keys of {people:,} people made anew, s", "ours": made.seconds,
        "baseline": 300.0, "ratio": made.seconds / 300, "bar": "≤ 1 (five minutes)",
        "note": f"{made.keys:,} keys, {made.megabytes:,.0f} MB with their index; "
                f"{made.words_megabytes:,.0f} MB for words and slips",
    }  # fmt: skip


def asked(vendor: str, what: str, book: Any, place: Any) -> Row:
    """How long the box takes for one kind of question, and how much of the right list it shows."""
    from benchmarks import oracle
    from regulars.customers import recognition

    def ask(text: str, limit: int = 20) -> list[int]:
        found = recognition.rows(
            place.book_id, place.pk, text, here=book.here, due=book.due, limit=limit, now=NOW
        )
        return [row.id for row in found]

    texts = questions(what, book)
    for text in texts[:20]:
        ask(text)
    times = sorted(timed(ask, text) for text in texts)
    judged = texts[:JUDGED]
    wanted = [oracle.ordered(book, oracle.JUDGES[what](book, text)) for text in judged]
    recalls = [oracle.recall(ask(t), w) for t, w in zip(judged, wanted, strict=True)]
    same = sum(ask(t) == w for t, w in zip(judged, wanted, strict=True)) / len(judged)
    p99, bar = times[int(len(times) * 0.99)], BARS[vendor][what]
    return {
        "what": f"{vendor}: {what}, p99 ms", "ours": p99, "baseline": float(bar),
        "ratio": p99 / bar, "bar": f"≤ 1 (of {bar} ms)",
        "note": f"p50 {median(times):.2f} ms, longest {times[-1]:.1f}; recall@20 "
                f"{sum(recalls) / len(recalls):.3f} (bar ≥ 0.95), in the very same order "
                f"{same:.0%}; e.g. {', '.join(texts[:4])}",
    }  # fmt: skip


def timed(ask: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter()
    ask(text)
    return (time.perf_counter() - begun) * 1000


def questions(what: str, book: Any) -> list[str]:
    """So many askings for people drawn by chance: a common name is asked for often."""
    rng, found = Random(f"{what} 3"), []
    while len(found) < ASKED:
        at = rng.randrange(len(book.ids))
        if text := ASKING[what](rng, book, at):
            found.append(text)
    return found


def tail(rng: Random, book: Any, at: int) -> str:
    number: str = rng.choice(book.numbers[at])
    return number[-rng.choice((3, 4, 4, 4, 4, 4, 5, 6)) :]


def characters(count: int) -> Callable[[Random, Any, int], str]:
    from regulars.engines.names import is_han

    def some(rng: Random, book: Any, at: int) -> str:
        name: str = book.names[at]
        start = rng.randrange(max(1, len(name) - count + 1))
        return name[start : start + count] if is_han(name[0]) else ""

    return some


def initials(rng: Random, book: Any, at: int) -> str:
    from regulars.engines import names
    from regulars.engines.names.sounds import spellings

    name = book.names[at]
    if not names.is_han(name[0]):
        return ""
    letters = "".join(each[0] for each in spellings(name)[0])
    return letters[-2:] if len(letters) > 2 and rng.random() < 0.3 else letters


def typo(rng: Random, book: Any, at: int) -> str:
    """The whole name, or only the surname, with one slip in a word of four letters or more."""
    name = book.names[at]
    if not name.isascii() or len(name.split()) != 2:
        return ""
    words = name.lower().split() if rng.random() < 0.6 else [name.lower().split()[1]]
    long = [n for n, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return ""
    n = rng.choice(long)
    words[n] = slip(rng, words[n])
    return " ".join(words)


def slip(rng: Random, word: str) -> str:
    at, letter = rng.randrange(len(word) - 1), rng.choice("abcdefghijklmnopqrstuvwxyz")
    return rng.choice((
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip


ASKING: dict[str, Callable[[Random, Any, int], str]] = {
    "tail": tail, "two characters": characters(2), "one character": characters(1),
    "initials": initials, "typo": typo,
}  # fmt: skip


def beside(book: Any) -> list[Row]:
    """The usual ways, for the same questions, on the same people, without any ranking."""
    from benchmarks import usual

    ways = usual.ways(book)
    rows = []
    for what in ASKING:
        texts = questions(what, book)[:SLOW]
        told = {name: [timed(way, text) for text in texts] for name, way in ways.items()}
        found = {name: median([len(way(text)) for text in texts]) for name, way in ways.items()}
        words = "; ".join(
            f"{name} {median(times):,.1f} / {max(times):,.0f} ms, {found[name]:.0f} rows"
            for name, times in told.items()
        )
        rows.append({"what": f"usual ways: {what}, LIKE p50 ms", "note": f"p50 / longest: {words}",
                     "ours": None, "baseline": median(told["LIKE"]), "ratio": None})  # fmt: skip
    return rows


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["part"]:
        print(json.dumps(inside(int(words[1]))))
        return
    from benchmarks.__main__ import line

    for row in measure(int(words[0]) if words else PEOPLE):
        print(line(row), flush=True)


if __name__ == "__main__":
    main()
