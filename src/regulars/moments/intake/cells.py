"""Cells as text: trimmed, null where blank, and as they stood before we made them harmless.

Most columns need nothing of that, which a look at their bytes tells at once.
"""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

CONTROL = r"[\x00-\x1f\x7f]"
SPACE, HASH, APOSTROPHE, LAST_PLAIN = 32, 35, 39, 126
ERROR = (
    r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|"
    r"GETTING_DATA)( \([A-Z]+\d+\))?$"
)
UNSAVED = r"^#FORMULA \([A-Z]+\d+\)$"


def tidy(column: pl.Series) -> pl.Series:
    """A text column as it is meant; typed columns stay as they are."""
    if column.dtype != pl.String:
        return column
    letters, shortest = peek(column)
    if (letters == APOSTROPHE).any():
        column = column.str.replace(r"^'([=+\-@\t\r])", "${1}")
    if ((letters <= SPACE) | (letters > LAST_PLAIN)).any():
        column = column.str.strip_chars()
        shortest = 0
    if shortest == 0:
        frame = column.alias("c").to_frame()
        return frame.select(pl.when(pl.col("c") != "").then("c").alias(column.name))[column.name]
    return column


def has_control(column: pl.Series) -> bool:
    letters, _ = peek(column)
    return bool(((letters < SPACE) | (letters == 127)).any())


def may_be_errors(column: pl.Series) -> bool:
    """Whether any cell holds a # at all: few columns do."""
    return column.dtype == pl.String and bool((peek(column)[0] == HASH).any())


def error_of(cell: pl.Expr) -> pl.Expr:
    """The problem of cells that hold a spreadsheet's error, or a formula without its result."""
    error = pl.when(cell.str.contains(ERROR)).then(pl.lit("error_cell"))
    return error.when(cell.str.contains(UNSAVED)).then(pl.lit("unsaved"))


def peek(column: pl.Series) -> tuple[NDArray[np.uint8], int]:
    """All the bytes of a text column, and the size of its shortest cell."""
    array = pa.array(column.to_arrow(), pa.large_string())
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, "<i8", len(array) + 1, array.offset * 8)
    letters = np.frombuffer(data or b"", np.uint8)[ends[0] : ends[-1]]
    return letters, int(np.diff(ends).min(initial=1))


def as_text(column: pl.Series) -> pl.Series:
    """Typed cells as people write them: a whole number that came as 12.0 is 12."""
    if column.dtype == pl.String:
        return column
    if column.dtype.is_float() and (column.drop_nulls().drop_nans() % 1 == 0).all():
        column = column.fill_nan(None).cast(pl.Int64, strict=False)
    return column.cast(pl.String, strict=False)
