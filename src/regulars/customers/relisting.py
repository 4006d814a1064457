"""The keys of a whole book made anew: after an upgrade that finds people in new ways.

It reads the tables as they are, without the models, so that a migration can use it too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl
from django.db import connection

from regulars.customers.findable import LAST_DAYS, Known, insert_words, keys_of, words_of
from regulars.moments.intake import bulk

CHUNK = 20_000
COLUMNS = ["book_id", "key", "seen", "customer_id"]
PEOPLE = """
    SELECT COALESCE(c.merged_into_id, c.id), c.id, c.name, c.reading, c.title, c.called
    FROM customers_customer c
    WHERE c.erased_at IS NULL AND c.book_id = %s AND COALESCE(c.merged_into_id, c.id) IN (
        SELECT id FROM customers_customer
        WHERE id > %s AND id <= %s AND merged_into_id IS NULL AND erased_at IS NULL)
"""
WITHIN = """
    c.book_id = %s AND COALESCE(c.merged_into_id, c.id) > %s
    AND COALESCE(c.merged_into_id, c.id) <= %s
"""
HANDLES = f"""
    SELECT h.customer_id, h.kind, h.value FROM customers_handle h
    JOIN customers_customer c ON c.id = h.customer_id WHERE {WITHIN}
"""  # noqa: S608


def remake(book: int, chunk: int = CHUNK) -> int:
    """Make every key of a book; return how many there are. A million people take some minutes;
    ``docs/algorithms/names.md`` says how many.

    Rows are gathered in a table of their own and put over in their order, so that each page of
    the list is written once.
    """
    words: set[tuple[int, str]] = set()
    with on_disk(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS keys_coming")
        cursor.execute(
            "CREATE TEMPORARY TABLE keys_coming AS SELECT book_id, key, seen, customer_id "
            "FROM customers_key WHERE 1 = 0"
        )
        for first, last in spans(book, chunk):
            gather(book, first, last, words)
        cursor.execute("DELETE FROM customers_key WHERE book_id = %s", [book])
        cursor.execute("DELETE FROM customers_part WHERE book_id = %s", [book])
        with indexed_afterwards(cursor):
            cursor.execute(
                "INSERT INTO customers_key (book_id, key, seen, customer_id) "
                "SELECT book_id, key, seen, customer_id FROM keys_coming "
                "ORDER BY book_id, key, seen, customer_id"
            )
            made = int(cursor.rowcount)
        cursor.execute("DROP TABLE keys_coming")
    insert_words(words)
    return made


@contextmanager
def on_disk() -> Iterator[None]:
    """SQLite gathers and sorts in a file: a million people's keys would fill a small machine.
    Within a transaction (a migration) it cannot change its mind and uses memory."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA temp_store").fetchone()[0]
        cursor.execute("PRAGMA temp_store = FILE")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA temp_store = {int(before)}")


@contextmanager
def indexed_afterwards(cursor: Any) -> Iterator[None]:
    """Where no other book is in the list, its second index is sorted once instead of grown."""
    cursor.execute("SELECT 1 FROM customers_key LIMIT 1")
    alone = cursor.fetchone() is None
    if alone:
        cursor.execute("DROP INDEX key_customer")
    yield
    if alone:
        cursor.execute("CREATE INDEX key_customer ON customers_key (customer_id, key)")


def spans(book: int, chunk: int) -> Iterator[tuple[int, int]]:
    """Spans (above, up to) of numbers that hold everybody in the book."""
    sql = "SELECT MIN(id), MAX(id) FROM customers_customer WHERE book_id = %s"
    ((first, last),) = rows_of(sql, book)
    for start in range((first or 1) - 1, last or 0, chunk):
        yield start, min(start + chunk, last)


def gather(book: int, first: int, last: int, words: set[tuple[int, str]]) -> None:
    """The keys of the people of one span, each under the survivor; their words are added."""
    people: dict[int, list[Known]] = {}
    handles: dict[int, list[tuple[str, str]]] = {}
    for customer, kind, value in rows_of(HANDLES, book, first, last):
        handles.setdefault(customer, []).append((kind, value))
    for survivor, *told in rows_of(PEOPLE, book, first, last):
        people.setdefault(survivor, []).append(Known._make([*told, handles.get(told[0], ())]))
    days = dict(rows_of(LAST_DAYS.format(where=WITHIN), book, first, last))
    rows = [
        (book, key, days.get(pk) or 0, pk)
        for pk, records in people.items()
        for key in keys_of(records)
    ]
    words.update(
        (book, w) for records in people.values() for each in records for w in words_of(each)
    )
    bulk.insert("keys_coming", pl.DataFrame(rows, COLUMNS, orient="row"))


def rows_of(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
