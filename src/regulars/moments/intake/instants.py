"""Dates and instants as people and programs write them, a whole column at a time."""

from datetime import datetime, timedelta

import polars as pl

from regulars.moments.intake import spoken
from regulars.moments.intake.how import Order

SERIAL = r"^\d{5}(\.\d+)?$"
DOUBTFUL = r"^(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|1[0-2])[-/]\d{4}(?:\D|$)"
UTC_INSTANT = pl.Datetime("us", "UTC")
WALL = "%Y-%m-%d %H:%M:%S"
PATTERN = (
    r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"(?:[T ]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?)?"
    r"\s*(?P<z>Z|z|UTC|[+-]\d{2}:?\d{2})?$"
)


def quick(cell: pl.Expr, dtype: pl.DataType, zone: str) -> pl.Expr:
    """Typed dates, and text as ``2026-03-31 14:05:00``, as UTC."""
    if dtype == pl.String:
        wall = cell.str.to_datetime(WALL, time_unit="us", strict=False)
        return localised(wall, zone).dt.convert_time_zone("UTC")
    if isinstance(dtype, pl.Datetime) and dtype.time_zone:
        return cell.dt.cast_time_unit("us").dt.convert_time_zone("UTC")
    if dtype.is_temporal():
        return here(cell.cast(pl.Datetime("us"), strict=False), zone)
    return pl.lit(None, UTC_INSTANT)


def here(local: pl.Expr, zone: str) -> pl.Expr:
    """The place's wall time as UTC. What the spring skips is an hour later, the first of two."""
    both = localised(local, zone).fill_null(localised(local + timedelta(hours=1), zone))
    return both.dt.convert_time_zone("UTC")


def localised(wall: pl.Expr, zone: str) -> pl.Expr:
    return wall.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")


def thorough(cells: pl.Series, zone: str, order: Order = "") -> pl.Series:
    """Every way of writing an instant that PATTERN or ``spoken`` knows; null where it is none."""
    text = cells.cast(pl.String).alias("text")
    known = text.unique().to_frame()
    known = known.with_columns(parsed(known["text"], zone).alias("value"))
    odd = known.filter(pl.col("value").is_null() & pl.col("text").is_not_null())
    if odd.height:
        found = odd.with_columns(as_said(odd["text"].to_list(), zone, order).alias("value"))
        known = pl.concat([known.filter(pl.col("value").is_not_null()), found])
    return text.to_frame().join(known, on="text", how="left", maintain_order="left")["value"]


def as_said(texts: list[str], zone: str, order: Order) -> pl.Series:
    """One text after the other, as people say it."""
    walls: list[datetime | None] = []
    instants: list[datetime | None] = []
    for text in texts:
        told = spoken.read(text, order)
        walls.append(told.wall if told and told.offset is None else None)
        instants.append(spoken.in_utc(told) if told and told.offset is not None else None)
    frame = pl.DataFrame(
        {"wall": walls, "instant": instants}, {"wall": pl.Datetime("us"), "instant": UTC_INSTANT}
    )
    return frame.select(pl.coalesce("instant", here(pl.col("wall"), zone)).alias("v"))["v"]


def in_doubt(cells: pl.Series) -> pl.Series:
    """Which of these cells may have the day or the month first."""
    return cells.cast(pl.String).str.contains(DOUBTFUL).fill_null(False)


def days(cells: pl.Series, order: Order) -> pl.Series:
    """Days without a place or an hour, such as birthdays; null where the text is none."""
    text = cells.cast(pl.String)
    read = {one: spoken.read(one, order) for one in text.unique().to_list() if one}
    found = [said.wall.date() if (said := read.get(one)) else None for one in text.to_list()]
    return pl.Series(values=found, dtype=pl.Date)


def parsed(text: pl.Series, zone: str) -> pl.Series:
    parts = text.str.extract_groups(PATTERN).struct.unnest()
    clock = pl.concat_str(
        pl.col("H").fill_null("0").str.zfill(2), pl.col("M").fill_null("00"),
        pl.col("S").fill_null("00"), separator=":",
    )  # fmt: skip
    day = pl.concat_str("y", pl.col("m").str.zfill(2), pl.col("d").str.zfill(2), separator="-")
    wall = pl.concat_str(day, clock, separator=" ")
    wall = wall.str.to_datetime(WALL, time_unit="us", strict=False)
    micro = pl.col("f").fill_null("0").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64)
    frame = parts.select(wall=wall + pl.duration(microseconds=micro), z="z")
    shifted = (pl.col("wall") - offset(pl.col("z"))).dt.replace_time_zone("UTC")
    local = pl.when(pl.col("z").is_null()).then(here(pl.col("wall"), zone))
    return frame.select(local.otherwise(shifted).cast(UTC_INSTANT).alias("v"))["v"]


def offset(zone: pl.Expr) -> pl.Expr:
    """``+08:00`` as a duration; Z is none."""
    digits = zone.str.replace(":", "", literal=True)
    hours = digits.str.slice(1, 2).cast(pl.Int64, strict=False)
    minutes = digits.str.slice(3, 2).cast(pl.Int64, strict=False)
    total = (hours * 60 + minutes).fill_null(0)
    return pl.duration(minutes=pl.when(digits.str.starts_with("-")).then(-total).otherwise(total))
