"""The journal as the forecasting engine wants it: columns of customer, need, day, quantity."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from django.db import connection
from numpy.typing import NDArray

from regulars.customers.standing import standing_for
from regulars.engines import forecast
from regulars.places.models import Article, Need, Place

EPOCH = date(1970, 1, 1)
CHUNK = 200_000

SECOND = {
    "sqlite": "CAST(strftime('%%s', happened_at) AS INTEGER)",
    "postgresql": "CAST(extract(epoch FROM happened_at) AS BIGINT)",
}
BASKETS = """
SELECT id, CAST(substr(subject, 10) AS BIGINT), {second}
FROM moments_moment WHERE kind = 'purchased' AND place = %s AND happened_at < %s
"""
LINES = "SELECT moment_id, article, quantity FROM moments_line"


@dataclass(frozen=True, eq=False)
class Shop:
    """A place's history until a morning: what was bought, and at which hour people come."""

    history: forecast.History
    foreseeable: forecast.History
    customers: NDArray[np.int64]
    usual_hour: dict[int, int]


def number(day: date) -> int:
    """A day as the engine counts it: days since 1970-01-01."""
    return (day - EPOCH).days


def day(number: float) -> date:
    """The engine's day as a date, rounded to the nearest."""
    return EPOCH + timedelta(days=round(float(number)))


def shop(place: Place, until: date) -> Shop:
    """Everything bought at a place before ``until``, in one reading of the journal."""
    baskets = read_baskets(place, until)
    lines = read_lines(last_moment(baskets))
    rows = lines.join(baskets, on="moment", how="inner").join(shelf(), on="article", how="inner")
    said = rows.filter(pl.col("anticipate"))
    return Shop(
        history(rows), history(said), baskets["customer"].unique().to_numpy(), hours(baskets)
    )


def read_baskets(place: Place, until: date) -> pl.DataFrame:
    """moment, customer, day (days since 1970 in the place's zone), hour: one row a basket.

    What was bought under two names that are one person is the survivor's.
    """
    with connection.chunked_cursor() as cursor:
        sql = BASKETS.format(second=SECOND[connection.vendor])
        cursor.execute(sql, [place.pk, place.start_of(until)])
        table = stacked(cursor, ["moment", "customer", "second"])
    local = pl.from_epoch("second").dt.replace_time_zone("UTC").dt.convert_time_zone(
        place.time_zone
    )  # fmt: skip
    return table.cast(pl.Int64).select(
        "moment",
        pl.col("customer").replace(standing_for(place.book_id)),
        local.dt.date().cast(pl.Int32).alias("day"),
        local.dt.hour().cast(pl.Int32).alias("hour"),
    )


def last_moment(baskets: pl.DataFrame) -> int:
    return 0 if baskets.is_empty() else int(baskets["moment"].to_numpy().max())


def read_lines(last: int) -> pl.DataFrame:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{LINES} WHERE moment_id <= %s", [last])
        table = stacked(cursor, ["moment", "article", "quantity"])
    return table.cast({"moment": pl.Int64, "article": pl.Int64})


def stacked(cursor: object, names: list[str]) -> pl.DataFrame:
    """All rows of a numeric result, a chunk at a time, as one frame of floats."""
    parts = [pl.from_numpy(block, schema=names, orient="row") for block in blocks(cursor)]
    empty = pl.DataFrame(schema=dict.fromkeys(names, pl.Float64))
    return pl.concat(parts) if parts else empty


def blocks(cursor: object) -> Iterator[NDArray[np.float64]]:
    while rows := cursor.fetchmany(CHUNK):  # type: ignore[attr-defined]
        yield np.array(rows, dtype=np.float64)


def shelf() -> pl.DataFrame:
    """Which need an article serves, and whether it may be foreseen aloud."""
    rows = list(Article.objects.values_list("pk", "need_id", "need__anticipate"))
    schema = {"article": pl.Int64, "need": pl.Int64, "anticipate": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def history(rows: pl.DataFrame) -> forecast.History:
    columns = (rows[name].to_numpy() for name in ("customer", "need", "day", "quantity"))
    return forecast.History.from_arrays(*columns)


def hours(baskets: pl.DataFrame) -> dict[int, int]:
    """The hour at which each customer usually comes: the median of their baskets."""
    usual = baskets.group_by("customer").agg(pl.col("hour").median().round().cast(pl.Int64))
    return dict(usual.iter_rows())


def needs_by_id() -> dict[int, Need]:
    return Need.objects.in_bulk()
