"""What a column may hold. Each field reads and judges a whole column by expressions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Protocol

import polars as pl

from regulars.moments.intake import instants
from regulars.moments.intake.how import Order

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)


class Circumstances(Protocol):
    """What a verdict depends on beside the cell: the place's zone, the present, the column."""

    @property
    def zone(self) -> str: ...

    @property
    def now(self) -> datetime: ...

    def order(self, field: str) -> Order:
        """What 01/02/2026 means in a field's column."""


@dataclass(frozen=True)
class Field:
    """A named field. Problems are keys of REASONS, null where nothing is wrong.

    ``clocks`` name columns that hold the time of day alone, ``days`` those that hold its day.
    """

    name: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    dtype: ClassVar[pl.DataType] = pl.String()
    plain_text: ClassVar[bool] = False

    def value(self, cell: pl.Expr, dtype: pl.DataType, around: Circumstances) -> pl.Expr:
        """The quick reading of a column; null where it fails."""
        return cell

    def rescue(self, cells: pl.Series, around: Circumstances) -> pl.Series:
        """The thorough reading of cells that the quick one could not make out."""
        return pl.Series(values=[None] * len(cells), dtype=self.dtype)

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        raise NotImplementedError

    def settled(self, value: pl.Expr) -> pl.Expr:
        """The value to keep, once judged."""
        return value


@dataclass(frozen=True)
class Code(Field):
    """An identifier: kept as it stands, trimmed. Blank is null."""

    longest: int = 80
    plain_text = True

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        long = pl.when(value.str.len_chars() > self.longest).then(pl.lit("too_long"))
        if not self.required:
            return long
        return pl.when(value.is_null()).then(pl.lit("missing")).otherwise(long)


@dataclass(frozen=True)
class Instant(Field):
    """A date or an instant; without a zone it is the place's own time. UTC, microseconds.

    ``ahead`` is how far it may lie in the future.
    """

    ahead: timedelta = AHEAD
    dtype = pl.Datetime("us", "UTC")

    def value(self, cell: pl.Expr, dtype: pl.DataType, around: Circumstances) -> pl.Expr:
        return instants.quick(cell, dtype, around.zone)

    def rescue(self, cells: pl.Series, around: Circumstances) -> pl.Series:
        found = instants.thorough(cells, around.zone)
        unread = cells.filter(found.is_null())
        if not instants.in_doubt(unread).any():
            return found
        return instants.thorough(cells, around.zone, around.order(self.name))

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        text = cell.cast(pl.String)
        late = "future" if self.ahead <= AHEAD else "far"
        unread = (
            pl.when(cell.is_null()).then(pl.lit("missing" if self.required else None))
            .when(text.str.contains(instants.SERIAL)).then(pl.lit("serial"))
            .when(text.str.contains(instants.DOUBTFUL)).then(pl.lit("day_or_month"))
        )  # fmt: skip
        return (
            pl.when(value.is_null()).then(unread.otherwise(pl.lit("no_date")))
            .when(value < EARLIEST).then(pl.lit("early"))
            .when(value > around.now + self.ahead).then(pl.lit(late))
        )  # fmt: skip


@dataclass(frozen=True)
class Number(Field):
    """A number from 0 to ``highest``; blank is ``default``. ``12,5`` is read as 12.5."""

    highest: float = 100_000
    default: float | None = None
    dtype = pl.Float64()

    def value(self, cell: pl.Expr, dtype: pl.DataType, around: Circumstances) -> pl.Expr:
        number = cell.cast(pl.Float64, strict=False)
        return number if dtype == pl.String else number.fill_nan(None)

    def rescue(self, cells: pl.Series, around: Circumstances) -> pl.Series:
        point = cells.cast(pl.String).str.replace(r"^([+-]?\d+),(\d{1,2})$", "${1}.${2}")
        return point.cast(pl.Float64, strict=False)

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        return (
            pl.when(~value.is_finite() | (value.is_null() & cell.is_not_null()))
            .then(pl.lit("no_number"))
            .when(value < 0).then(pl.lit("negative"))
            .when(value > self.highest).then(pl.lit("absurd"))
        )  # fmt: skip

    def settled(self, value: pl.Expr) -> pl.Expr:
        return value if self.default is None else value.fill_null(self.default)


@dataclass(frozen=True)
class Money(Number):
    """An amount in the currency's units, kept as minor units: 12.50 becomes 1250."""

    highest: float = 1e10
    exponent: int = 2

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        return (
            pl.when(~value.is_finite() | (value.is_null() & cell.is_not_null()))
            .then(pl.lit("no_number"))
            .when(value.abs() * 10**self.exponent > self.highest).then(pl.lit("absurd"))
        )  # fmt: skip

    def settled(self, value: pl.Expr) -> pl.Expr:
        return (value * 10**self.exponent).round().cast(pl.Int64, strict=False)
