"""Every question of the box is a few steps in an index, on either database."""

from collections.abc import Iterator

import pytest
from django.db import connection

from regulars.customers import findable, lookup, people, recognition, relisting
from regulars.customers.models import Customer, Key, Part
from regulars.engines import names
from regulars.moments.intake.bulk import raw_cursor
from tests.cast import MORNING, Cast

BY = {"sqlite": "sqlite_autoindex_customers_key_1", "postgresql": "customers_key_pkey"}


class Listening:
    """A cursor that keeps what it was asked."""

    def __init__(self, cursor, asked: list[tuple[str, object]]) -> None:  # type: ignore[no-untyped-def]
        self.cursor, self.asked = cursor, asked

    def execute(self, sql: str, values: object = ()):  # type: ignore[no-untyped-def]
        self.asked.append((sql, values))
        return self.cursor.execute(sql, values)

    def __getattr__(self, name: str) -> object:
        return getattr(self.cursor, name)


@pytest.fixture
def asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, object]]]:
    """The statements of the box, over a crowd that makes an index worth its while."""
    guests = Customer.objects.bulk_create(
        Customer(book=cast.place.book, name=person.name) for person in names.invent(3, 1500)
    )
    people.make_findable(guests)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    statements: list[tuple[str, object]] = []

    def listening():  # type: ignore[no-untyped-def]
        from contextlib import contextmanager

        @contextmanager
        def inner():  # type: ignore[no-untyped-def]
            with raw_cursor() as cursor:
                yield Listening(cursor, statements)

        return inner()

    monkeypatch.setattr(lookup, "raw_cursor", listening)
    return statements


@pytest.mark.parametrize(
    "typed", ["0008", "王", "王伟", "wxl", "wangxiul", "smiht", "mia@ex", "沪A12"]
)
def test_no_question_reads_a_table_through(
    asked: list[tuple[str, object]], cast: Cast, typed: str
) -> None:
    """Not the keys, not the words, not the customers, not their handles."""
    near = list(Customer.objects.values_list("pk", flat=True)[:200])
    recognition.rows(
        cast.place.pk, cast.place.pk, typed, here=near[:20], due=near[20:], limit=3, now=MORNING
    )
    assert asked
    for sql, values in asked:
        told = plan(sql, values)
        assert not scans(told), f"{sql}\n{told}"
        if "FROM customers_key WHERE book_id" in sql:
            assert keyed(told), told


def plan(sql: str, values: object) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with raw_cursor() as cursor:
        rows = cursor.execute(explain + sql, values).fetchall()
    return "\n".join(str(row[-1]) for row in rows)


def scans(told: str) -> bool:
    """Whether a whole table is read; lists that were passed in may be."""
    lines = [line.strip() for line in told.splitlines()]
    if connection.vendor == "sqlite":
        return any(line.startswith("SCAN") and "json_each" not in line for line in lines)
    return any("Seq Scan on customers_key" in line or "Seq Scan on customers_part" in line
               for line in lines)  # fmt: skip


def keyed(told: str) -> bool:
    """By the list itself, in its order; never by the second index."""
    return "PRIMARY KEY" in told if connection.vendor == "sqlite" else "customers_key_pkey" in told


def test_the_latest_under_a_name_are_read_without_sorting(
    asked: list[tuple[str, object]], cast: Cast
) -> None:
    """However many share it: the list is kept in that order."""
    with lookup.index(cast.place.pk) as index:
        index.latest([names.Probe("B王", "", 1.0)], 20, 400)
    told = plan(*asked[-1])
    assert "Sort" not in told
    assert "TEMP B-TREE" not in told


def test_moving_a_customer_goes_by_their_own_keys(cast: Cast) -> None:
    """A visit, an import and the night's look change rows by customer."""
    days = findable.LAST_DAYS.format(where="t.place_id = 1")
    sql = (
        f"UPDATE customers_key SET seen = days.seen FROM ({days}) AS days "
        "WHERE customers_key.customer_id = days.customer_id AND customers_key.seen < days.seen"
    )
    if connection.vendor == "sqlite":
        told = plan(sql, ())
        assert "SEARCH customers_key USING" in told
        assert "key_customer" in told
    told = plan("UPDATE customers_key SET seen = 1 WHERE customer_id = 1 AND seen < 1", ())
    assert "key_customer" in told


def test_a_book_made_anew_is_the_same_book(cast: Cast) -> None:
    """Keys and words, of everybody, with the day they were last seen, and of no other book."""
    merged = people.introduce(cast.place, name="Mia Smith", handles=[("card", "4477")])
    people.introduce(cast.elsewhere, name="Someone Else")
    Customer.objects.filter(pk=merged.pk).update(merged_into=cast.wang)
    people.make_findable([merged])
    findable.seen(cast.wang.pk, MORNING.date())
    from regulars.customers.models import Tally

    Tally.objects.create(customer=cast.wang, place=cast.place, visits=1, last_on=MORNING.date())
    keys, words = set(Key.objects.values_list()), set(Part.objects.values_list())
    for chunk in (1, 2, 1000):
        made = relisting.remake(cast.place.book_id, chunk)
        assert (set(Key.objects.values_list()), set(Part.objects.values_list())) == (keys, words)
        assert made == Key.objects.filter(book=cast.place.book_id).count()


@pytest.mark.only("postgresql")
def test_nothing_is_compiled_before_it_is_answered(cast: Cast) -> None:
    """A hundred milliseconds would go into machine code for an answer that takes two."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
