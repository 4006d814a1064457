"""Purchases in a file, who returns out to a file: CSV, Parquet or JSON, without a database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ..history import Floats, History
from ..purchase_file import PurchaseFileError, cleaned
from ..tables import day_of, days_of
from .foresight import Returns, returns
from .marking import mark_returns
from .records import Amounts
from .worth import Inputs


@dataclass(frozen=True, eq=False)
class Read:
    """A read file: codes in ``history`` index ``customers``; ``amounts`` None without a column."""

    path: Path
    history: History
    customers: list[str]
    amounts: Amounts | None


def read(path: str | Path) -> Read:
    """Columns ``customer, occurred_at, item[, quantity, amount]``. Raises PurchaseFileError."""
    path = Path(path)
    table = cleaned(path)
    names = table["customer"].unique().sort()
    who = table["customer"].cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64)
    day = table["day"].to_numpy()
    history = History.from_arrays(who, np.zeros(len(who)), day, table["quantity"].to_numpy())
    paid = _amounts(path)
    amounts = None if paid is None else Amounts.from_arrays(who, day, paid)
    return Read(path, history, names.to_list(), amounts)


def _amounts(path: Path) -> Floats | None:
    """The amount of each row; an empty cell is nothing paid."""
    parquet = path.suffix.lower() in (".parquet", ".pq")
    rows = pl.scan_parquet(path) if parquet else pl.scan_csv(path, infer_schema=False)
    if "amount" not in rows.collect_schema().names():
        return None
    column = rows.select("amount").collect()["amount"]
    text = column.cast(pl.String).str.strip_chars()
    number = text.cast(pl.Float64, strict=False)
    blank = text.is_null() | (text == "")
    wrong = ~blank & (number.is_null() | ~number.is_finite().fill_null(False))
    if wrong.any():
        row = int(wrong.arg_max() or 0)
        raise PurchaseFileError(
            f"{path}: row {row + 2}, column amount: {str(column[row])[:40]!r} is not a number; "
            "write it as 12.50, without the currency"
        )
    return number.fill_null(0.0).to_numpy()


def returns_file(
    path: str | Path, as_of: date | str | int, out: str | Path, *, horizon_days: int,
    model: str, inputs: Inputs,
) -> Returns:  # fmt: skip
    """Forecast from a file on the morning of ``as_of``, written to ``out`` by its ending.

    Raises PurchaseFileError, NotEnough or ValueError, each with a plain sentence.
    """
    there = read(path)
    found = returns(
        there.history, days_of(as_of), horizon_days=horizon_days, model=model, inputs=inputs,
        amounts=there.amounts,
    )  # fmt: skip
    write(found, there.customers, Path(out))
    return found


def mark_file(path: str | Path, split: date | str | int, model: str = "mbg") -> dict[str, Any]:
    """Judge on a file: learnt before ``split``, marked by what came after it."""
    try:
        return mark_returns(read(path).history, days_of(split), model=model).as_dict()
    except PurchaseFileError:
        raise
    except ValueError as short:
        return {"note": str(short)}


def rows(found: Returns, names: list[str]) -> pl.DataFrame:
    """One row a customer; dates are ISO, what is not known is empty."""
    known = found.records
    columns: dict[str, Any] = {
        "customer": pl.Series(names, dtype=pl.String).gather(known.customer),
        "first_visit": pl.Series(known.first).cast(pl.Date),
        "last_visit": pl.Series(known.last).cast(pl.Date),
        "repeat_visits": known.frequency.astype(np.int64),
        "alive": np.round(found.alive, 4),
        "comes": np.round(found.comes, 4),
        "visits": np.round(found.visits, 3),
    }
    nothing = pl.Series([None], dtype=pl.Float64).new_from_index(0, len(found))
    for name, values in _worth(found).items():
        columns[name] = nothing if values is None else np.round(values, 2)
    return pl.DataFrame(columns)


def _worth(found: Returns) -> dict[str, Floats | None]:
    low, mid, high = (None,) * 3 if found.ranges is None else found.ranges.T
    return {"spend": found.spend, "value": found.value, "value_low": low, "value_mid": mid,
            "value_high": high}  # fmt: skip


def write(found: Returns, names: list[str], out: Path) -> None:
    """``.json`` holds parameters and inputs beside the rows; ``.parquet`` and CSV the rows."""
    table = rows(found, names)
    if out.suffix.lower() == ".json":
        whole = {"as_of": str(day_of(found.as_of)), **found.as_dict(), "rows": table.to_dicts()}
        out.write_text(json.dumps(whole, default=str, ensure_ascii=False), encoding="utf-8")
    elif out.suffix.lower() in (".parquet", ".pq"):
        table.write_parquet(out)
    else:
        table.write_csv(out)
