"""The verdict on each row: its values, or the first thing that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from regulars.moments.intake import cells
from regulars.moments.intake.fields import Field
from regulars.moments.intake.grid import BROKEN, ROW
from regulars.moments.intake.how import Order
from regulars.moments.intake.joining import column_of
from regulars.moments.intake.orders import Orders

COLUMN, PROBLEM, CELL = "§column", "§problem", "§cell "


@dataclass(frozen=True)
class Around:
    """What a verdict depends on beside the cell. ``now`` is when the import was first begun."""

    zone: str
    now: datetime
    orders: Orders | None = None

    def order(self, field: str) -> Order:
        return self.orders.of(field) if self.orders else ""


@dataclass(frozen=True)
class Judged:
    """``good``: "row" and one column per field.

    ``refused``: the original cells, with the COLUMN and the PROBLEM that is the first in it.
    """

    good: pl.DataFrame
    refused: pl.DataFrame


def judge(
    chunk: pl.DataFrame, fields: Sequence[Field], mapping: Mapping[str, str], around: Around
) -> Judged:
    """The rows that can be taken as they are, and those that cannot."""
    mapped = [field for field in fields if field.name in mapping]
    read = read_fields(chunk, mapped, mapping, around)
    good = read.select(pl.col(ROW).alias("row"), *(kept(field, mapping) for field in fields))
    problems = problems_of(read, mapped, around)
    found = read.select(pl.coalesce(list(problems.values())).alias(PROBLEM))[PROBLEM]
    if found.null_count() == chunk.height:
        return Judged(good, chunk.clear())
    wrong = found.is_not_null()
    where = [pl.when(p.is_not_null()).then(pl.lit(mapping.get(n, ""))) for n, p in problems.items()]
    column = read.select(pl.coalesce(where).alias(COLUMN))[COLUMN]
    return Judged(good.filter(~wrong), chunk.with_columns(column, found).filter(wrong))


def read_fields(
    chunk: pl.DataFrame, mapped: Sequence[Field], mapping: Mapping[str, str], around: Around
) -> pl.DataFrame:
    """Each field's value under its name, beside its cell as it stands: null where blank."""
    raw = pl.DataFrame(
        cell_of(chunk, mapping[field.name], field).alias(CELL + field.name) for field in mapped
    )
    read = raw.with_columns(
        field.value(pl.col(CELL + field.name), raw.schema[CELL + field.name], around)
        .alias(field.name) for field in mapped
    )  # fmt: skip
    again = [c for f in mapped if read[f.name].null_count() for c in second_look(read, f, around)]
    return read.with_columns(chunk[BROKEN], chunk[ROW], *again)


def cell_of(chunk: pl.DataFrame, name: str, field: Field) -> pl.Series:
    column = column_of(chunk, name, field.required)
    return cells.tidy(cells.as_text(column)) if field.plain_text else column


def second_look(read: pl.DataFrame, field: Field, around: Around) -> list[pl.Series]:
    """Where the quick reading failed: is the cell blank, or can the thorough one make it out?"""
    cell, value = cells.tidy(read[CELL + field.name]), read[field.name]
    unread = value.is_null() & cell.is_not_null()
    if unread.any():
        value = value.scatter(unread.arg_true(), field.rescue(cell.filter(unread), around))
    return [cell, value]


def problems_of(read: pl.DataFrame, mapped: Sequence[Field], around: Around) -> dict[str, pl.Expr]:
    """An expression for each field, in the order in which they are judged."""
    problems = {BROKEN: pl.col(BROKEN)}
    for field in mapped:
        cell = pl.col(CELL + field.name)
        problem = field.problem(cell, pl.col(field.name), around)
        if field.plain_text and cells.has_control(read[field.name]):
            strange = pl.when(cell.str.contains(cells.CONTROL)).then(pl.lit("unprintable"))
            problem = pl.coalesce(problem, strange)
        if cells.may_be_errors(read[CELL + field.name]):
            problem = pl.coalesce(cells.error_of(cell), problem)
        problems[field.name] = problem
    return problems


def kept(field: Field, mapping: Mapping[str, str]) -> pl.Expr:
    value = pl.col(field.name) if field.name in mapping else pl.lit(None, field.dtype)
    return field.settled(value).alias(field.name)
