"""Purchases in a file, needs out to a file: the forecast without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from .evaluation import LAST_BASKET, evaluate, usual_split
from .history import Floats, History
from .needs import Needs, needs
from .purchase_file import PurchaseFileError, cleaned

__all__ = [
    "NeedsSummary", "PurchaseFileError", "Purchases", "evaluate_file", "needs_file",
    "read_purchases", "write_needs",
]  # fmt: skip

_EPOCH = date(1970, 1, 1)
NOT_ENOUGH = "not enough yet: the history is too short to forecast from"


@dataclass(frozen=True, eq=False)
class Purchases:
    """A read file: codes in ``history`` index ``customers`` and ``items``, ids as in the file.

    ``first_day`` and ``last_day`` are None when the file has a header and no rows.
    """

    path: Path
    history: History
    customers: list[str]
    items: list[str]
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class NeedsSummary:
    """What ``needs_file`` wrote; ``note`` is empty or one plain sentence."""

    as_of: date
    customers: int
    rows: int
    out: Path
    note: str = ""


def read_purchases(path: str | Path) -> Purchases:
    """Read a CSV or Parquet file of purchases.

    Columns ``customer,occurred_at,item[,quantity,amount,basket]``. The day is the date as
    written (the place's own, whatever zone follows). Raises PurchaseFileError, whose message
    names file, row, column and remedy.
    """
    path = Path(path)
    table = cleaned(path)
    customers, who = _coded(table["customer"])
    items, what = _coded(table["item"])
    day = table["day"].to_numpy()
    history = History.from_arrays(who, what, day, table["quantity"].to_numpy())
    return Purchases(
        path, history, customers, items,
        day_of(float(day.min())) if len(day) else None,
        day_of(float(day.max())) if len(day) else None,
    )  # fmt: skip


def _coded(column: pl.Series) -> tuple[list[str], np.ndarray]:
    """Sorted distinct values and the code of each row."""
    names = column.unique().sort()
    codes = column.cast(pl.Enum(names)).to_physical()
    return names.to_list(), codes.to_numpy().astype(np.int64)


def day_of(days: float) -> date:
    """The date that many days after 1970-01-01."""
    return _EPOCH + timedelta(days=int(days))


def days_of(day: date | str | int) -> int:
    """Days since 1970-01-01 of a date, an ISO date or such a number itself."""
    if isinstance(day, int):
        return day
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            raise PurchaseFileError(f"{day!r} is not a date; write it as 2017-12-01") from None
    return (date(day.year, day.month, day.day) - _EPOCH).days


def needs_file(
    purchases: str | Path, as_of: date | str | int, top: int, out: str | Path
) -> NeedsSummary:
    """Forecast from a file on the morning of ``as_of`` (rows of that day and later unseen)."""
    if top < 1:
        raise PurchaseFileError(f"top must be at least 1, not {top}")
    read = read_purchases(purchases)
    morning = days_of(as_of)
    _refuse_too_early(read, morning)
    found = needs(read.history, morning, top=top)
    write_needs(found, read, out)
    customers = len(np.unique(found.customer))
    return NeedsSummary(
        day_of(morning), customers, len(found), Path(out), found.note if len(found) else NOT_ENOUGH
    )


def _refuse_too_early(read: Purchases, morning: int) -> None:
    if read.first_day is not None and morning <= days_of(read.first_day):
        raise PurchaseFileError(
            f"{read.path}: {day_of(morning)} is not after the first purchase, {read.first_day} "
            f"(column occurred_at); choose a later day, at most a day after {read.last_day}"
        )


def write_needs(found: Needs, read: Purchases, out: str | Path) -> None:
    """Write ``customer,item,rank,score,due_from,due,due_to,reason``; dates are ISO or empty."""
    pl.DataFrame(
        {
            "customer": _named(found.customer, read.customers),
            "item": _named(found.item, read.items),
            "rank": found.rank,
            "score": np.round(found.score, 6),
            "due_from": _iso(found.due_from),
            "due": _iso(found.due),
            "due_to": _iso(found.due_to),
            "reason": pl.Series(
                [found.reason(i).english() for i in range(len(found))], dtype=pl.String
            ),
        }
    ).write_csv(out)


def _named(codes: np.ndarray, names: list[str]) -> pl.Series:
    return pl.Series(names, dtype=pl.String).gather(codes)


def _iso(days: Floats) -> pl.Series:
    return pl.Series(np.rint(days)).fill_nan(None).cast(pl.Int32).cast(pl.Date)


def evaluate_file(purchases: str | Path, split: date | str | int = LAST_BASKET) -> dict[str, Any]:
    """Judge the forecasts on a file: by time, learnt before a day and marked by what came after, by
    everybody's last basket, by the next purchases of the latest weeks and by who returned.
    ``split``: that day, or "last-basket" for the usual one (eight weeks before the end). Parts for
    which the file is too short are None, with a note."""
    read = read_purchases(purchases)
    by_day = split != LAST_BASKET
    morning = days_of(split) if by_day else usual_split(read.history)
    if read.last_day is None:
        said = str(day_of(morning)) if by_day else LAST_BASKET
        return {"file": str(read.path), "split": said, "note": NOT_ENOUGH}
    if by_day:
        _refuse_too_early(read, morning)
    if morning > days_of(read.last_day):
        raise PurchaseFileError(
            f"{read.path}: nothing was bought on or after {day_of(morning)}; the last purchase "
            f"is of {read.last_day} (column occurred_at); choose an earlier split"
        )
    marks = evaluate(read.history, morning, whole=True)
    return {"file": str(read.path), **marks.as_dict()}
