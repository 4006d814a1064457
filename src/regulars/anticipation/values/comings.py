"""The days on which each customer was here, and what they paid then, until a morning."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection

from regulars.anticipation.reading import SECOND, stacked
from regulars.customers.models import Customer
from regulars.customers.standing import standing_for
from regulars.places.models import Place

COMINGS = """
SELECT id, CAST(substr(subject, 10) AS BIGINT), {second},
       CASE kind WHEN 'purchased' THEN 1 ELSE 0 END
FROM moments_moment
WHERE kind IN ('purchased', 'arrived', 'filled') AND place = %s AND happened_at < %s
  AND subject LIKE 'customer:%%'
"""
LINES = """
SELECT line.moment_id, line.article, line.quantity, line.amount
FROM moments_line line JOIN moments_moment moment ON moment.id = line.moment_id
WHERE moment.kind = 'purchased' AND moment.place = %s AND line.amount IS NOT NULL
"""
CHEAP = 0.9
"""A line bought for less than this share of the article's usual price was a bargain."""


@dataclass(frozen=True, eq=False)
class Comings:
    """``visits``: customer, day (days since 1970), one row each, sorted. ``paid``: customer, day,
    amount in minor units, bargain (whether any line of it was one)."""

    visits: pl.DataFrame
    paid: pl.DataFrame


def read(place: Place, until: date) -> Comings:
    """Everybody who still stands in the book; the survivor counts for whoever was merged."""
    seen = moments(place, until)
    days = seen.select("customer", "day").unique().sort("customer", "day")
    baskets = seen.filter(pl.col("purchased") == 1).select("moment", "customer", "day")
    paid = priced(lines(place)).join(baskets, on="moment", how="inner")
    return Comings(
        days,
        paid.group_by("customer", "day")
        .agg(pl.col("amount").sum(), pl.col("bargain").any())
        .sort("customer", "day"),
    )


def moments(place: Place, until: date) -> pl.DataFrame:
    with connection.chunked_cursor() as cursor:
        cursor.execute(COMINGS.format(second=SECOND[connection.vendor]),
                       [place.pk, place.start_of(until)])  # fmt: skip
        table = stacked(cursor, ["moment", "customer", "second", "purchased"])
    local = pl.from_epoch("second").dt.replace_time_zone("UTC").dt.convert_time_zone(
        place.time_zone
    )  # fmt: skip
    seen = table.cast(pl.Int64).select(
        "moment", "purchased",
        pl.col("customer").replace(standing_for(place.book_id)),
        local.dt.date().cast(pl.Int32).alias("day"),
    )  # fmt: skip
    return seen.join(standing(place), on="customer", how="semi")


def standing(place: Place) -> pl.DataFrame:
    rows = Customer.objects.filter(book=place.book_id, erased_at=None, merged_into=None)
    return pl.DataFrame({"customer": list(rows.values_list("pk", flat=True))},
                        schema={"customer": pl.Int64})  # fmt: skip


def lines(place: Place) -> pl.DataFrame:
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINES, [place.pk])
        table = stacked(cursor, ["moment", "article", "quantity", "amount"])
    return table.cast({"moment": pl.Int64, "article": pl.Int64})


def priced(rows: pl.DataFrame) -> pl.DataFrame:
    """moment, amount, bargain: whether it was had for clearly less than the usual price."""
    unit = pl.when(pl.col("quantity") > 0).then(pl.col("amount") / pl.col("quantity"))
    usual = unit.filter(unit > 0).median().over("article")
    return rows.with_columns((unit < CHEAP * usual).fill_null(False).alias("bargain")).select(
        "moment", "amount", "bargain"
    )
