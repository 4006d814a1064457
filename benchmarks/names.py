"""Finding a person among 100,000: prefix range of a B-tree of keys against a LIKE '%…%' scan.

The baseline searches the same people in the same SQLite: the folded name, its pinyin and initials,
and the number, joined in one column, as a list without an index is usually searched.
"""

import sqlite3
import statistics
import sys
from collections.abc import Callable
from time import perf_counter

from regulars.engines import names
from regulars.engines.names.keys import initials, spellings

QUERIES = {
    "whole name": ["王秀英", "單雅婷", "陳家豪"],
    "part of a name": ["雅婷", "秀", "欧阳"],
    "pinyin": ["wangxiu", "xiuying", "chenjiahao"],
    "initials": ["wxy", "cjh", "oy"],
    "word": ["sophie", "o'brien", "van der b"],
    "tail of a phone": ["5678", "0199", "314"],
    "somebody new": ["龘靐", "zzyzx", "40404040404"],
}
AT_MOST = 20


def measure(people: int = 100_000, rounds: int = 5) -> list[dict[str, object]]:
    """Rows {what, ours, baseline, ratio, note}; times are medians in milliseconds."""
    database = sqlite3.connect(":memory:")
    started = perf_counter()
    keys = _fill(database, people)
    filled = perf_counter() - started
    rows: list[dict[str, object]] = [
        _compare(database, kind, queries, rounds) for kind, queries in QUERIES.items()
    ]
    note = f"{keys / people:.1f} keys a person, {filled:.1f} s to invent, key and store {people:,}"
    return [*rows, {"what": "keys", "ours": keys, "baseline": people, "ratio": None, "note": note}]


def _fill(database: sqlite3.Connection, people: int) -> int:
    database.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, haystack TEXT)")
    database.execute(
        "CREATE TABLE key (text TEXT, person INT, PRIMARY KEY (text, person)) WITHOUT ROWID"
    )
    invented = names.invent(7, people)
    database.executemany("INSERT INTO person VALUES (?, ?)", enumerate(map(_haystack, invented)))
    rows = sorted(
        (key.stored, i)
        for i, person in enumerate(invented)
        for key in names.keys(person.name) | names.digits_keys(person.phone)
    )
    database.executemany("INSERT INTO key VALUES (?, ?)", rows)
    return len(rows)


def _haystack(person: names.Invented) -> str:
    ways = spellings(person.name)[:1]
    pinyin = [f"{''.join(way)} {initials(way)}" for way in ways]
    return " ".join([names.fold(person.name), *pinyin, person.phone])


def _compare(
    database: sqlite3.Connection, kind: str, queries: list[str], rounds: int
) -> dict[str, object]:
    ours, theirs = (
        _time(lambda q: by_keys(database, q), queries, rounds),
        _time(lambda q: by_scan(database, q), queries, rounds),
    )
    found = [len(by_keys(database, query)) for query in queries]
    return {
        "what": f"find a person, {kind} (ms)",
        "ours": round(ours, 3),
        "baseline": round(theirs, 3),
        "ratio": round(theirs / ours, 1),
        "note": f"{', '.join(queries)}: {found} found, at most {AT_MOST}",
    }


def by_keys(database: sqlite3.Connection, query: str) -> list[int]:
    spans = [names.span(key) for key in sorted(names.query_keys(query))]
    found = [
        row[0]
        for low, high in spans
        for row in database.execute(
            "SELECT DISTINCT person FROM key WHERE text >= ? AND text < ? LIMIT ?",
            (low, high, AT_MOST),
        )
    ]
    return list(dict.fromkeys(found))[:AT_MOST]


def by_scan(database: sqlite3.Connection, query: str) -> list[int]:
    wanted = f"%{names.fold(query)}%"
    sql = "SELECT id FROM person WHERE haystack LIKE ? LIMIT ?"
    return [row[0] for row in database.execute(sql, (wanted, AT_MOST))]


def _time(find: Callable[[str], list[int]], queries: list[str], rounds: int) -> float:
    times = []
    for query in queries * rounds:
        started = perf_counter()
        find(query)
        times.append((perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    for row in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(row)
