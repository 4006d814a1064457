"""CDNOW: 2,357 customers of 1997 with their purchases until June 1998, from ``lifetimes``."""

from functools import cache
from pathlib import Path

import lifetimes.datasets
import polars as pl

from regulars.engines.forecast import History
from regulars.engines.forecast.returns import Amounts, Returns, returns

SPLIT = 10135
"""1 October 1997 as days since 1970-01-01: the morning after 39 weeks."""


@cache
def cdnow() -> tuple[History, Amounts]:
    text = (Path(lifetimes.datasets.__file__).parent / "CDNOW_sample.txt").read_text()
    cells = [line.split() for line in text.splitlines()]
    day = pl.Series([cell[2] for cell in cells]).str.to_date("%Y%m%d").cast(pl.Int32).to_numpy()
    who = [int(cell[1]) for cell in cells]
    amounts = Amounts.from_arrays(who, day, [float(cell[4]) for cell in cells])
    return History.from_arrays(who, [0] * len(who), day), amounts


@cache
def foreseen() -> Returns:
    """Everybody's return as of the split, with values over ten years: reckoned once in a run."""
    history, amounts = cdnow()
    return returns(history, SPLIT, amounts=amounts)
