"""Cohorts of returns: of those who first came in a month, how many were here months later."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from regulars.anticipation.values import comings
from regulars.places.models import Place

MONTHS = 12
FEW = 5
"""Below so many newcomers a share says nothing; the counts stand all the same."""


@dataclass(frozen=True)
class Cohort:
    """``month`` is its first day, ``n`` newcomers, ``back`` how many were here in each whole month
    after it (index 0: the month after)."""

    month: date
    n: int
    back: tuple[int, ...]


def cohorts(place: Place, today: date) -> tuple[Cohort, ...]:
    """The last twelve whole months, oldest first. A month that is not over yet is left out."""
    this = today.replace(day=1)
    visits = comings.moments(place, this).select("customer", "day").unique()
    return counted(visits, index(this))


def counted(visits: pl.DataFrame, this: int) -> tuple[Cohort, ...]:
    """``visits``: customer, day (days since 1970); ``this``: the month not over yet."""
    month = pl.from_epoch("day", time_unit="d").dt
    table = visits.select(
        "customer", (month.year().cast(pl.Int64) * 12 + month.month() - 1).alias("month")
    ).unique()  # fmt: skip
    first = table.group_by("customer").agg(pl.col("month").min().alias("first"))
    later = table.join(first, on="customer").group_by("first", "month").agg(pl.len().alias("n"))
    cells = {(begun, at): n for begun, at, n in later.iter_rows()}
    earliest = min((begun for begun, _at in cells), default=this)
    return tuple(
        Cohort(
            opening(begun), cells.get((begun, begun), 0),
            tuple(cells.get((begun, at), 0) for at in range(begun + 1, this)),
        )
        for begun in range(max(earliest, this - MONTHS), this)
    )  # fmt: skip


def index(day: date) -> int:
    return day.year * 12 + day.month - 1


def opening(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
