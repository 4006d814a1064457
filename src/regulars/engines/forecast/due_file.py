"""Purchases in a file; when each is due again, with its chances, out to a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import numpy as np
import polars as pl

from .arrivals import REACH
from .history import Floats
from .purchase_file import PurchaseFileError
from .reasons import Basis
from .tables import Purchases, day_of, days_of, read_purchases
from .when import When, when

_PARQUET = (".parquet", ".pq")


@dataclass(frozen=True)
class DueSummary:
    """``table`` as written; ``dated`` rows have dates, the others are "not enough yet".
    ``notes``: plain sentences on what was left out or looked strange."""

    as_of: date
    table: pl.DataFrame
    dated: int
    notes: tuple[str, ...]


def due_file(
    purchases: str | Path, as_of: date | str | int, days: int = 7, out: str | Path | None = None
) -> DueSummary:
    """When each pair of a file is due, as of that morning; ``days``: the chance within how many.

    Written to ``out`` (CSV, or Parquet by its ending) if given. Raises PurchaseFileError.
    """
    if not 1 <= days <= REACH:
        raise PurchaseFileError(f"days must be 1 to {REACH}, not {days}")
    read, morning = read_purchases(purchases), days_of(as_of)
    _refuse_too_early(read, morning)
    found = when(read.history, morning)
    table = _table(found, read, days)
    if out is not None:
        _write(table, Path(out))
    dated = int((found.run_outs.basis != Basis.THIN).sum())
    return DueSummary(day_of(morning), table, dated, tuple(_notes(found, read, morning, dated)))


def as_csv(table: pl.DataFrame) -> str:
    """The table as the file would hold it."""
    text = StringIO()
    table.write_csv(text)
    return text.getvalue()


def _refuse_too_early(read: Purchases, morning: int) -> None:
    if read.first_day is not None and morning <= days_of(read.first_day):
        raise PurchaseFileError(
            f"{read.path}: {day_of(morning)} is not after the first purchase, {read.first_day} "
            f"(column occurred_at); choose a later day, at most a day after {read.last_day}"
        )


def _write(table: pl.DataFrame, out: Path) -> None:
    if out.suffix.lower() in _PARQUET:
        table.write_parquet(out)
    else:
        table.write_csv(out)


def _table(found: When, read: Purchases, days: int) -> pl.DataFrame:
    """One row per pair; what is not known is empty, never NaN."""
    due, window = found.run_outs, found.window
    dated = due.basis != Basis.THIN
    names = [Basis(int(code)).name.lower() for code in due.basis]
    return pl.DataFrame({
        "customer": pl.Series(read.customers, dtype=pl.String).gather(due.customer),
        "item": pl.Series(read.items, dtype=pl.String).gather(due.item),
        "bought": due.gaps + 1,
        "last_bought": _iso(due.last_day.astype(np.float64)),
        "chance_today": _share(found.hazard),
        f"chance_within_{days}": _share(found.within(days)),
        "window_from": _iso(window.start), "window_to": _iso(window.end),
        "window_chance": _share(window.chance),
        "due_from": _iso(due.due_from), "due": _iso(due.due), "due_to": _iso(due.due_to),
        "returns": _share(np.where(dated, found.within(_horizon(found)), np.nan)),
        "overdue": due.overdue,
        "basis": pl.Series(names, dtype=pl.String),
        "reason": pl.Series(
            [found.reason(i).english() for i in range(len(found))], dtype=pl.String
        ),
    })  # fmt: skip


def _horizon(found: When) -> int:
    return min(max(found.run_outs.horizon_days, 1), REACH)


def _iso(days: Floats) -> pl.Series:
    return pl.Series(np.rint(days)).fill_nan(None).cast(pl.Int32).cast(pl.Date)


def _share(chance: Floats) -> pl.Series:
    return pl.Series(np.round(chance, 4)).fill_nan(None)


def _notes(found: When, read: Purchases, morning: int, dated: int) -> list[str]:
    later = int((read.history.day >= morning).sum())
    notes = []
    if not dated:
        notes.append("not enough yet: nobody has bought anything often enough to be dated")
    if later:
        notes.append(f"{later} fillings on or after {day_of(morning)} were not looked at")
    for start, length in zip(found.closed.start, found.closed.length, strict=True):
        end = int(start + length)
        notes.append(_closure(day_of(float(start)), day_of(float(end - 1)), end >= morning))
    return notes


def _closure(start: date, end: date, lasting: bool) -> str:
    if lasting:
        return (
            f"nobody bought anything since {start}: the shop is shut or the file ends there; "
            "these days do not count as silence"
        )
    return f"nobody bought anything from {start} to {end}: counted as shut, not as silence"
