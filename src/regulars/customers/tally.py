"""The count of visits, kept by the journal: days on which a customer bought or was met.

A day counts once, whether the till or a person saw the customer first, and whichever of two
records that are one person it was written under.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

import polars as pl
from django.db import connection, transaction

from regulars.customers.models import Customer, Tally
from regulars.customers.standing import absorbed_by
from regulars.moments.intake import bulk
from regulars.moments.models import Moment
from regulars.places.models import Place

MET = "('purchased', 'arrived')"
SCHEMA = pl.Schema({"customer": pl.Int64, "day": pl.Date})


@transaction.atomic
def recount(place: Place, customers: Collection[int]) -> None:
    """Count the visits of these customers anew, from the journal alone."""
    days = days_of(place, sorted(customers))
    counted = summed(days)
    gone = set(customers) - set(counted["customer"])
    never = pl.DataFrame(
        {"customer": sorted(gone), "visits": 0}, {"customer": pl.Int64, "visits": pl.Int64}
    )
    upsert(place, pl.concat([counted, never], how="diagonal_relaxed"), add=False)


def count_days(place: Place, days: pl.DataFrame) -> None:
    """Count days of moments about to be recorded, unless they were counted before.

    ``days`` has the columns customer (id) and day (the place's own). To be called before the
    moments are recorded, in their transaction.
    """
    days = days.cast(SCHEMA).unique()
    if not days.height:
        return
    days = standing(days)
    first, last = days["day"].min(), days["day"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    span = (place.start_of(first), place.start_of(last + timedelta(days=1)))
    known = days_of(place, days["customer"].unique().sort().to_list(), span)
    counted = summed(days.join(known, on=["customer", "day"], how="anti"))
    upsert(place, counted, add=True)


def standing(days: pl.DataFrame) -> pl.DataFrame:
    """Days under the survivor's number, also where the till met a record merged since."""
    rows = Customer.objects.filter(merged_into__gt=0).values_list("pk", "merged_into")
    return days.with_columns(pl.col("customer").replace(dict(rows))).unique()


def visit_days(place: Place, subjects: Collection[str], after: int = 0) -> set[date]:
    """The days on which any of these was met here, by moments recorded after one of them."""
    rows = Moment.objects.filter(
        subject__in=subjects, place=place.pk, kind__in=["purchased", "arrived", "filled"]
    )
    instants = rows.filter(pk__gt=after).values_list("happened_at", flat=True)
    return {place.day_of(instant) for instant in instants}


def days_of(
    place: Place, customers: list[int], span: tuple[datetime, datetime] | None = None
) -> pl.DataFrame:
    """(customer, day) of each visit, distinct; in a span of instants, or of all time."""
    sql = (
        "SELECT subject, happened_at FROM moments_moment WHERE subject IN ({}) "  # noqa: S608
        f"AND place = {{m}} AND kind IN {MET}"
    )
    if span:
        sql += " AND happened_at >= {m} AND happened_at < {m}"
    adapted = [connection.ops.adapt_datetimefield_value(instant) for instant in span or ()]
    behind = absorbed_by(customers)
    asked = [f"customer:{pk}" for pk in (*customers, *behind)]
    rows = bulk.select(sql, asked, place.pk, *adapted)
    found = local_days(place, list(rows))
    return found.with_columns(pl.col("customer").replace(behind)).unique()


def local_days(place: Place, rows: list[tuple[str, object]]) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame(schema=SCHEMA)
    subject, instant = zip(*rows, strict=True)
    instants = pl.Series(instant)
    if instants.dtype == pl.String:
        instants = instants.str.slice(0, 19).str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us")
        instants = instants.dt.replace_time_zone("UTC")
    return pl.DataFrame(
        {
            "customer": pl.Series(subject).str.strip_prefix("customer:").cast(pl.Int64),
            "day": instants.dt.convert_time_zone(place.time_zone).dt.date(),
        }
    ).unique()


def summed(days: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("day")
    return days.group_by("customer").agg(
        pl.len().alias("visits"), day.min().alias("first_on"), day.max().alias("last_on")
    )


def upsert(place: Place, counted: pl.DataFrame, *, add: bool) -> None:
    """Write counts over those that stand, or add new days to them."""
    table = Tally._meta.db_table
    rows = counted.select(
        pl.col("customer").alias("customer_id"), pl.lit(place.pk).alias("place_id"), "visits",
        pl.col("first_on", "last_on").cast(pl.String),
    )  # fmt: skip
    first, last = kept("first_on", "<", table), kept("last_on", ">", table)
    conflict = (
        f"visits = {table}.visits + excluded.visits, first_on = {first}, last_on = {last}"
        if add
        else "visits = excluded.visits, first_on = excluded.first_on, last_on = excluded.last_on"
    )
    bulk.insert(table, rows, f"(customer_id, place_id) DO UPDATE SET {conflict}")


def kept(column: str, better: str, table: str) -> str:
    """SQL: the earlier (or later) of the day that stands and the day that comes."""
    old, new = f"{table}.{column}", f"excluded.{column}"
    return f"CASE WHEN {old} IS NULL OR {new} {better} {old} THEN {new} ELSE {old} END"
