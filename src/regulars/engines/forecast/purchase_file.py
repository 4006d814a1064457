"""Reading a purchase file strictly: every refusal names file, row, column and remedy."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import polars as pl

REQUIRED = ("customer", "occurred_at", "item")
OPTIONAL = ("quantity", "amount", "basket")
_LONGEST_ID = 500
_DAY = r"^\d{4}-\d{2}-\d{2}"
_CLOCK = r"([T ]([01]\d|2[0-4]):[0-5]\d(:[0-6]\d([.,]\d+)?)?)"
_ZONE = r"( ?([Zz]|UTC|[+-]\d{2}(:?\d{2})?))"
_ISO = f"{_DAY}({_CLOCK}{_ZONE}?)?$"
_BASIC = r"^(\d{4})(\d{2})(\d{2})(T.*)?$"
_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_ALIASES = {
    "customer": ("customer_id", "customerid", "household", "household_id", "user", "user_id",
                 "client", "member", "card"),
    "occurred_at": ("date", "day", "time", "timestamp", "datetime", "transaction_timestamp",
                    "order_date", "invoicedate", "purchased_at", "occured_at"),
    "item": ("product", "product_id", "sku", "item_id", "product_type", "article", "stockcode"),
}  # fmt: skip


class PurchaseFileError(ValueError):
    """The file cannot be used as it is; the message says where and what to do."""


def cleaned(path: Path) -> pl.DataFrame:
    """Columns customer (str), item (str), day (int32 since 1970), quantity (float)."""
    table = _read(path)
    day = _days(path, table["occurred_at"])
    return pl.DataFrame({
        "customer": _ids(path, table["customer"]),
        "item": _ids(path, table["item"]),
        "day": day,
        "quantity": _quantities(path, table),
    })  # fmt: skip


def _read(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise PurchaseFileError(f"{path}: there is no such file; check the name and the folder")
    parquet = path.suffix.lower() in (".parquet", ".pq")
    try:
        there = list(pl.read_parquet_schema(path)) if parquet else _header(path)
        _require_columns(path, there)
        wanted = [name for name in there if name in (*REQUIRED, "quantity")]
        if parquet:
            return pl.read_parquet(path, columns=wanted)
        return pl.read_csv(path, infer_schema=False, columns=wanted)
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as problem:
        raise PurchaseFileError(f"{path}: {_remedy(problem)}") from None


def _header(path: Path) -> list[str]:
    return pl.read_csv(path, infer_schema=False, n_rows=0).columns


def _remedy(problem: Exception) -> str:
    text = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
    if isinstance(problem, pl.exceptions.NoDataError):
        return "the file is empty, row 1 should name the columns customer, occurred_at, item"
    if "utf" in text.lower():
        return "the text is not UTF-8; save the file again with the encoding UTF-8"
    return f"cannot be read ({text}); save it again as CSV (UTF-8, commas) or Parquet"


def _require_columns(path: Path, there: list[str]) -> None:
    for column in REQUIRED:
        if column not in there:
            raise PurchaseFileError(f"{path}: row 1: {_missing(column, there)}")


def _missing(column: str, there: list[str]) -> str:
    if len(there) == 1:
        for sign, name in _OTHER_DELIMITERS.items():
            if sign in there[0]:
                return f"the columns are parted by {name}; save the file with commas"
    close = _closest(column, there)
    hint = f"closest: {', '.join(close)}; rename it to {column}" if close else (
        f"there are {', '.join(there[:12])}; name one of them {column}"
    )  # fmt: skip
    return f"the column {column} is missing; {hint}"


def _closest(column: str, there: list[str]) -> list[str]:
    free = {name.strip().lower(): name for name in there if name not in (*REQUIRED, *OPTIONAL)}
    known = [free[name] for name in _ALIASES[column] if name in free]
    close = [free[name] for name in get_close_matches(column, free, n=3, cutoff=0.5)]
    return list(dict.fromkeys(known + close))[:3]


def _ids(path: Path, column: pl.Series) -> pl.Series:
    text = column.cast(pl.String)
    _refuse(path, column.name, text, text.is_null() | (text == ""), "is empty; fill it in")
    too_long = text.str.len_bytes() > _LONGEST_ID
    _refuse(path, column.name, text, too_long, f"is longer than {_LONGEST_ID} bytes; shorten it")
    return text


def _days(path: Path, column: pl.Series) -> pl.Series:
    if column.dtype == pl.Date:
        day = column
    elif column.dtype.is_temporal():
        day = column.dt.date()
    else:
        text = column.cast(pl.String).str.strip_chars().str.replace(_BASIC, "$1-$2-$3")
        day = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        day = day.set(~text.str.contains(_ISO).fill_null(False), None)
    remedy = "is not a date; write it as 2017-12-01 or 2017-12-01T18:30:00"
    _refuse(path, column.name, column, day.is_null(), remedy)
    early = day.dt.year() < 1970
    _refuse(path, column.name, column, early, "lies before 1970; correct the date")
    return day.cast(pl.Int32)


def _quantities(path: Path, table: pl.DataFrame) -> pl.Series:
    if "quantity" not in table.columns:
        return pl.Series([1.0]).new_from_index(0, len(table))
    column = table["quantity"]
    if column.dtype == pl.String:
        text = column.str.strip_chars()
        blank = text.is_null() | (text == "")
        number = text.cast(pl.Float64, strict=False)
    else:
        blank, number = column.is_null(), column.cast(pl.Float64, strict=False)
    wrong = (number.is_null() | ~number.is_finite()) & ~blank
    _refuse(
        path,
        "quantity",
        column,
        wrong.fill_null(True) & ~blank,
        "is not a number; write it as 2 or 0.5",
    )
    return number.fill_null(1.0)


def _refuse(path: Path, name: str, column: pl.Series, wrong: pl.Series, remedy: str) -> None:
    """Raise for the first wrong row; row 1 of a file is its header."""
    if not wrong.any():
        return
    row = int(wrong.arg_max() or 0)
    cell = column[row]
    shown = "" if cell is None or cell == "" else f" {str(cell)[:40]!r}"
    more = int(wrong.sum()) - 1
    also = f" ({more} more rows like it)" if more else ""
    raise PurchaseFileError(f"{path}: row {row + 2}, column {name}:{shown} {remedy}{also}")
