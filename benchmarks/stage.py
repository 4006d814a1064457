"""The crowd of `benchmarks.crowd` in a real house, and the same people in plain lists."""

import time
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from random import Random

import polars as pl
from django.db import connection

from benchmarks import crowd
from benchmarks.oracle import Book
from benchmarks.recognition import DUE, HERE, Row
from regulars.customers import findable, relisting
from regulars.customers.ranking import LATELY
from regulars.engines import names
from regulars.moments.intake import bulk
from regulars.places.models import Place

STEP = 50_000


@dataclass(frozen=True)
class Made:
    place: Place
    keys: int
    seconds: float
    megabytes: float
    words_megabytes: float


def fill(people: int) -> Made:
    """Everybody with phone, card, e-mail and visits; then the keys, timed."""
    place = Place.objects.create(slug="crowd", name="Crowd", time_zone="Asia/Shanghai")
    crowd_of, number = crowd.people(people), 1
    while batch := list(islice(crowd_of, STEP)):
        put(place.pk, number, batch)
        number += len(batch)
    settle()
    begun = time.perf_counter()
    keys = relisting.remake(place.pk)
    seconds = time.perf_counter() - begun
    settle()
    return Made(place, keys, seconds, megabytes("customers_key"), megabytes("customers_part"))


def put(place: int, first: int, batch: list[crowd.Person]) -> None:
    told = enumerate(batch, first)
    customers, handles, tallies = [], [], []
    for pk, one in told:
        customers.append((pk, place, one.name, "", one.title, "", "", True))
        kinds = (("phone", one.phone), ("card", one.card), ("email", one.email))
        handles += [(pk, place, kind, value, "bench") for kind, value in kinds if value]
        if one.last_on:
            day = str(one.last_on)
            tallies.append((pk, place, one.visits, day, day))
    for table, columns, rows in (
        ("customers_customer", "id book_id name reading title called language invented", customers),
        ("customers_handle", "customer_id book_id kind value source", handles),
        ("customers_tally", "customer_id place_id visits first_on last_on", tallies),
    ):
        bulk.insert(table, pl.DataFrame(rows, columns.split(), orient="row"))


def settle() -> None:
    """What a database does for itself overnight."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")


def megabytes(table: str) -> float:
    """What a table and its indexes take."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN "
                "(SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        return float(cursor.fetchone()[0]) / 1e6


def book_of(place: Place, now: datetime) -> Book:
    """Everybody as they stand in the house, in plain lists."""
    rows = relisting.rows_of(
        "SELECT c.id, c.name, c.title, t.last_on FROM customers_customer c "
        "LEFT JOIN customers_tally t ON t.customer_id = c.id ORDER BY c.id"
    )
    ids = [row[0] for row in rows]
    at = {pk: n for n, pk in enumerate(ids)}
    numbers: list[list[str]] = [[] for _ in ids]
    sql = "SELECT customer_id, value FROM customers_handle WHERE kind <> 'email'"
    for pk, value in relisting.rows_of(sql):
        numbers[at[pk]].append(names.digits(value))
    today = Random(11).sample(ids, HERE + DUE)
    return Book(
        ids=ids, names=[row[1] for row in rows], titles=[row[2] for row in rows], numbers=numbers,
        seen=[int(str(row[3]).replace("-", "")) if row[3] else 0 for row in rows],
        here=frozenset(today[:HERE]), due=frozenset(today[HERE:]),
        lately=findable.numbered((now - LATELY).date()),
    )  # fmt: skip


def costs(place: Place) -> list[Row]:
    """What it costs to keep the day of the last visit in every key."""
    some = Random(2).sample(range(1, 1000), 200)
    begun = time.perf_counter()
    for pk in some:
        findable.seen(pk, crowd.TODAY)
    each = (time.perf_counter() - begun) * 1000 / len(some)
    begun = time.perf_counter()
    moved = findable.refresh(place.pk)
    night = time.perf_counter() - begun
    return [
        {"what": "sqlite: a visit moves a customer's keys, ms", "ours": each, "baseline": None,
         "note": "mean of 200, each acknowledged to the disk"},
        {"what": "sqlite: the nightly look at everybody's last day, s", "ours": night,
         "baseline": None, "note": f"{moved:,} keys moved"},
    ]  # fmt: skip
