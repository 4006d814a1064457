"""Rows that the file's own cells do not speak against, but what the house knows does."""

from collections.abc import Mapping, Sequence

import polars as pl

from regulars.moments.intake.declared import Unfit
from regulars.moments.intake.grid import ROW
from regulars.moments.intake.verdicts import COLUMN, PROBLEM


def all_refused(
    refused: pl.DataFrame, chunk: pl.DataFrame, unfit: Sequence[Unfit], mapping: Mapping[str, str]
) -> pl.DataFrame:
    """The refused rows of a chunk with their original cells, in the order of the file."""
    if not unfit:
        return refused
    told = pl.DataFrame(
        {
            ROW: [one.row for one in unfit],
            COLUMN: [mapping.get(one.field, "") for one in unfit],
            PROBLEM: [one.problem for one in unfit],
        },
        {ROW: pl.Int64, COLUMN: pl.String, PROBLEM: pl.String},
    )
    more = chunk.join(told, on=ROW, how="inner").select(*chunk.columns, COLUMN, PROBLEM)
    if not refused.height:
        return more.sort(ROW)
    return pl.concat([refused.select(more.columns), more], how="vertical_relaxed").sort(ROW)
