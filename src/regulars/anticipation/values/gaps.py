"""Each customer's own rhythm: the usual gap, and the one that nine in ten of theirs stay under."""

from math import exp, log, sqrt

import polars as pl

ENOUGH = 4
"""Visits from which there is a rhythm to speak of: three gaps."""
PRIOR_SPREAD, PRIOR_WEIGHT = 0.5, 4.0
NINE_IN_TEN = 1.2816


def rhythms(visits: pl.DataFrame) -> pl.DataFrame:
    """customer, visits, first, last (days since 1970), gap, gap_high (None below ENOUGH)."""
    gaps = pl.col("day").diff().drop_nulls().cast(pl.Float64)
    table = visits.group_by("customer", maintain_order=True).agg(
        pl.len().alias("visits"),
        pl.col("day").first().alias("first"),
        pl.col("day").last().alias("last"),
        gaps.median().alias("gap"),
        gaps.log().mean().alias("middle"),
        gaps.log().var().alias("spread"),
    )
    rows = table.select("visits", "middle", "spread").iter_rows()
    high = [upper(middle, spread, n - 1) for n, middle, spread in rows]
    enough = pl.col("visits") >= ENOUGH
    return table.with_columns(pl.Series("gap_high", high, dtype=pl.Float64)).select(
        "customer", "visits", "first", "last",
        pl.when(enough).then("gap").alias("gap"),
        pl.when(enough).then("gap_high").alias("gap_high"),
    )  # fmt: skip


def upper(middle: float | None, spread: float | None, gaps: int) -> float:
    """Nine tenths of a log-normal, its spread drawn towards a usual one by four gaps' weight."""
    if middle is None:
        return 0.0
    own = 0.0 if spread is None else spread * (gaps - 1)
    known = max(gaps - 1, 0)
    variance = (own + PRIOR_WEIGHT * PRIOR_SPREAD**2) / (known + PRIOR_WEIGHT)
    return max(exp(middle + NINE_IN_TEN * sqrt(variance)), exp(middle) + 1.0, log(2))
