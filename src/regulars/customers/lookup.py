"""The list of keys as it is read: a few places in a B-tree, and no row more than is shown.

This is the one part of the box that differs by database. SQLite is asked place by place, since a
statement costs it ten microseconds; PostgreSQL is asked for all places at once, since each asking
is a way there and back. The answers are the same.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection

from regulars.engines.names import Probe
from regulars.moments.intake.bulk import raw_cursor

Hit = tuple[int, int, int]
"""(number of the probe, customer, day they were last seen)"""

LATEST = "ORDER BY seen DESC, customer_id DESC LIMIT"


class Index:
    """The list of one book, asked by one cursor."""

    def __init__(self, cursor: Any, book: int) -> None:
        self.cursor, self.book = cursor, book
        self.vendor = connection.vendor

    def latest(self, probes: Sequence[Probe], exact: int, spread: int) -> list[Hit]:
        """Whoever stands under these probes, of each those seen last first: at most ``exact`` of a
        place, ``spread`` of a span."""
        ask = self._at_once if self.vendor == "postgresql" else self._one_by_one
        return ask(probes, exact, spread)

    def _one_by_one(self, probes: Sequence[Probe], exact: int, spread: int) -> list[Hit]:
        hits: list[Hit] = []
        for number, (low, high, _strength) in enumerate(probes):
            if high:
                rows = self.cursor.execute(SPAN, (self.book, low, high, spread))
            else:
                rows = self.cursor.execute(PLACE, (self.book, low, exact))
            hits += [(number, customer, seen) for customer, seen in rows]
        return hits

    def _at_once(self, probes: Sequence[Probe], exact: int, spread: int) -> list[Hit]:
        places = [(n, probe.low) for n, probe in enumerate(probes) if not probe.high]
        spans = [(n, probe.low, probe.high) for n, probe in enumerate(probes) if probe.high]
        hits: list[Hit] = []
        for sql, rows, most in ((PLACES, places, exact), (SPANS, spans, spread)):
            if rows:
                columns = [list(column) for column in zip(*rows, strict=True)]
                self.cursor.execute(sql, [*columns, self.book, most])
                hits += self.cursor.fetchall()
        return hits

    def among(self, customers: Collection[int], probes: Sequence[tuple[int, Probe]]) -> list[Hit]:
        """Which of these customers stand under which of these probes, all of them."""
        if not customers or not probes:
            return []
        whom, hits = listed(customers, self.vendor), []
        if places := {probe.low: n for n, probe in probes if not probe.high}:
            rows = self.rows(OF_PLACES, whom, list(places), self.book)
            hits += [(places[key], customer, seen) for key, customer, seen in rows]
        for n, probe in probes:
            if probe.high:
                rows = self.rows(OF_SPAN, whom, probe.low, probe.high, self.book)
                hits += [(n, customer, seen) for _key, customer, seen in rows]
        return hits

    def near(self, parts: Collection[str]) -> list[str]:
        """Words of the book that share a part (see ``engines.names.slips``)."""
        return [word for (word,) in self.rows(WORDS, self.book, sorted(parts))]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a statement written with {these} for a list and {mark} for a value."""
        execute(self.cursor, self.vendor, sql, values)
        found: list[tuple[Any, ...]] = self.cursor.fetchall()
        return found


PLACE = f"SELECT customer_id, seen FROM customers_key WHERE book_id = ? AND key = ? {LATEST} ?"  # noqa: S608
SPAN = (
    "SELECT customer_id, seen FROM customers_key "  # noqa: S608
    f"WHERE book_id = ? AND key >= ? AND key < ? {LATEST} ?"
)
PLACES = f"""
    SELECT k.n, f.customer_id, f.seen FROM unnest(%s::int[], %s::text[]) AS k (n, low)
    CROSS JOIN LATERAL (SELECT customer_id, seen FROM customers_key
        WHERE book_id = %s AND key = k.low {LATEST} %s) AS f
"""  # noqa: S608
SPANS = f"""
    SELECT k.n, f.customer_id, f.seen
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS k (n, low, high)
    CROSS JOIN LATERAL (SELECT customer_id, seen FROM customers_key
        WHERE book_id = %s AND key >= k.low AND key < k.high {LATEST} %s) AS f
"""  # noqa: S608
OF_PLACES = """
    SELECT key, customer_id, seen FROM customers_key
    WHERE customer_id {these} AND key {these} AND book_id = {mark}
"""
OF_SPAN = """
    SELECT key, customer_id, seen FROM customers_key
    WHERE customer_id {these} AND key >= {mark} AND key < {mark} AND book_id = {mark}
"""
WORDS = "SELECT DISTINCT word FROM customers_part WHERE book_id = {mark} AND part {these}"
MARK = {"sqlite": "?", "postgresql": "%s"}
THESE = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgresql": "= ANY(%s)"}


@contextmanager
def index(book: int) -> Iterator[Index]:
    """The list of a book, for as long as one asking takes."""
    with raw_cursor() as cursor:
        yield Index(cursor, book)


def do(sql: str, *values: Any) -> int:
    """How many rows a statement changed; written as for ``Index.rows``."""
    with raw_cursor() as cursor:
        execute(cursor, connection.vendor, sql, values)
        return int(cursor.rowcount)


def execute(cursor: Any, vendor: str, sql: str, values: Sequence[Any]) -> None:
    given = [listed(value, vendor) if isinstance(value, list) else value for value in values]
    cursor.execute(written(sql, vendor), given)


@cache
def written(sql: str, vendor: str) -> str:
    return sql.format(these=THESE[vendor], mark=MARK[vendor])


def listed(values: Collection[Any], vendor: str) -> Any:
    """Many values as one, so that the statement stays the same however many there are."""
    return json.dumps(list(values)) if vendor == "sqlite" else list(values)
