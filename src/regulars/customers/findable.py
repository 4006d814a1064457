"""The keys by which the box finds people, as they stand in the table: written and refreshed.

``people.make_findable`` is the verb; here is what it does. A key row carries the day on which the
customer was last seen anywhere in the book, so it is moved when they come again. A whole book is
made anew by ``relisting``.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import polars as pl
from django.db import connection
from django.db.models import Q

from regulars.customers import lookup
from regulars.customers.models import Customer, Handle, Key, Part, Tally
from regulars.engines import names
from regulars.moments.intake import bulk

NUMBER = "№ "
EVER = Q()
LAST_DAYS = """
    SELECT COALESCE(c.merged_into_id, c.id) AS customer_id,
           CAST(REPLACE(CAST(MAX(t.last_on) AS text), '-', '') AS integer) AS seen
    FROM customers_tally t JOIN customers_customer c ON c.id = t.customer_id
    WHERE {where} GROUP BY COALESCE(c.merged_into_id, c.id)
"""


class Known(NamedTuple):
    """One record and what is known of it that a box can be asked for."""

    id: int
    name: str
    reading: str
    title: str
    called: str
    handles: Sequence[tuple[str, str]]


def write(customers: Sequence[Customer]) -> None:
    """Write the keys of these customers anew. Whoever was merged is found as the survivor, with
    the names of both; whoever was erased is not found."""
    people = standing_for(customers)
    records = [record for each in people.values() for record in each]
    known, numbers = known_of(records), {c.pk for c in (*customers, *records)}
    seen, before = seen_of(numbers), forget(numbers)
    rows: list[tuple[int, str, int, int]] = []
    words: set[tuple[int, str]] = set()
    for pk, (survivor, *behind) in people.items():
        told = [known[record.pk] for record in (survivor, *behind)]
        day = max(seen.get(record.id, 0) for record in told)
        rows += [(survivor.book_id, key, day, pk) for key in keys_of(told)]
        words |= {(survivor.book_id, word) for record in told for word in words_of(record)}
    insert(rows)
    insert_words(words)
    forget_words(before - words)


def standing_for(customers: Sequence[Customer]) -> dict[int, list[Customer]]:
    """{survivor: [their record, and the records merged into it]} of whoever these are now."""
    asked = Customer.objects.filter(pk__in=[c.pk for c in customers])
    survivors = {into or pk for pk, into in asked.values_list("pk", "merged_into")}
    standing = Customer.objects.filter(merged_into=None, erased_at=None).in_bulk(survivors)
    people = {pk: [record] for pk, record in standing.items()}
    for record in Customer.objects.filter(merged_into__in=standing, erased_at=None):
        people[record.merged_into_id or 0].append(record)
    return people


def known_of(customers: Iterable[Customer], held: Q = EVER) -> dict[int, Known]:
    """What is known of these records, by their number; only such handles as are ``held``."""
    records = {c.pk: c for c in customers}
    handles: dict[int, list[tuple[str, str]]] = {pk: [] for pk in records}
    rows = Handle.objects.filter(held, customer__in=records)
    for pk, kind, value in rows.values_list("customer", "kind", "value"):
        handles[pk].append((kind, value))
    return {
        pk: Known(pk, c.name, c.reading, c.title, c.called, handles[pk])
        for pk, c in records.items()
    }


def keys_of(records: Iterable[Known]) -> set[str]:
    """Every key of one person, under however many records they stand."""
    return {key for record in records for key in _keys(record)}


def _keys(record: Known) -> Iterator[str]:
    if record.name:
        yield from names.keys(record.name, record.reading or None, record.title)
    if record.called and not record.called.startswith(NUMBER):
        yield from names.keys(record.called, None, record.title)
    for kind, value in record.handles:
        yield from handle_keys(kind, value)


def handle_keys(kind: str, value: str) -> frozenset[str]:
    """The keys of one handle; none for a messenger account, which nobody types."""
    make = {
        Handle.Kind.ROOM: names.room_keys,
        Handle.Kind.PLATE: names.plate_keys,
        Handle.Kind.EMAIL: names.email_keys,
        Handle.Kind.OPEN_ID: lambda _value: frozenset[str](),
    }
    return make.get(Handle.Kind(kind), names.number_keys)(value)


def keys_at(customers: Collection[int], now: datetime) -> dict[int, set[str]]:
    """The keys of each of these without what they held only until now."""
    records = Customer.objects.filter(Q(pk__in=customers) | Q(merged_into__in=customers))
    people = list(records.filter(erased_at=None))
    known = known_of(people, Q(until=None) | Q(until__gt=now))
    found: dict[int, set[str]] = {pk: set() for pk in customers}
    for record in people:
        found[record.merged_into_id or record.pk] |= keys_of([known[record.pk]])
    return found


def words_of(record: Known) -> frozenset[str]:
    """The words of their name in which a slip of the finger can be seen."""
    return names.words(record.name, record.reading or None) if record.name else frozenset()


def seen_of(customers: Collection[int]) -> dict[int, int]:
    """The day each was last seen at any place, as 20260324; who never came is not in it."""
    days: dict[int, int] = {}
    tallies = Tally.objects.filter(customer__in=customers).exclude(last_on=None)
    for pk, day in tallies.values_list("customer", "last_on"):
        if day is not None:
            days[pk] = max(days.get(pk, 0), numbered(day))
    return days


def numbered(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def forget(customers: Collection[int]) -> set[tuple[int, str]]:
    """Remove the keys of these customers; return the (book, word)s that stood in them."""
    rows = Key.objects.filter(customer__in=customers)
    old = {
        (book, key[1:]) for book, key in rows.values_list("book", "key")
        if key[0] in "WL" and key[1:].isascii()
    }  # fmt: skip
    lookup.do("DELETE FROM customers_key WHERE customer_id {these}", sorted(customers))
    return old


def forget_words(gone: Iterable[tuple[int, str]]) -> None:
    """A word that nobody's name has any more is not kept either."""
    for book, word in gone:
        if not Key.objects.filter(book=book, key__in=[f"W{word}", f"L{word}"]).exists():
            Part.objects.filter(book=book, part__in=names.parts(word), word=word).delete()


def insert(rows: Iterable[tuple[int, str, int, int]]) -> None:
    """Rows (book, key, seen, customer), in the order in which the table keeps them."""
    columns = ["book_id", "key", "seen", "customer_id"]
    bulk.insert("customers_key", pl.DataFrame(sorted(rows), columns, orient="row"))


def insert_words(words: Iterable[tuple[int, str]]) -> None:
    rows = sorted((book, part, word) for book, word in words for part in names.parts(word))
    columns = ["book_id", "part", "word"]
    bulk.insert("customers_part", pl.DataFrame(rows, columns, orient="row"))


def seen(customer: int, day: date) -> None:
    """They are here: among all who share a name they stand first from now on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customers_key SET seen = %s WHERE customer_id = %s AND seen < %s",
            [numbered(day), customer, numbered(day)],
        )


def came(place: int, since: date = date.min) -> int:
    """Many came: move forward whoever was last seen at this place later than their keys say, in
    one statement; return how many keys moved. ``since`` narrows it to visits from this day on."""
    return moved("t.place_id = %s AND t.last_on >= %s", "<", [place, since])


def refresh(book: int) -> int:
    """Take everybody's last day from the count of visits; return how many keys moved."""
    return moved("c.book_id = %s", "<>", [book])


def moved(where: str, than: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE customers_key SET seen = days.seen FROM ({LAST_DAYS.format(where=where)}) "  # noqa: S608
            "AS days WHERE customers_key.customer_id = days.customer_id "
            f"AND customers_key.seen {than} days.seen",
            list(values),
        )
        return int(cursor.rowcount)
