"""Which blocks of text are so well-formed that they can be cut into cells all at once."""

import io
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

LONGEST_CELL = 1 << 13
NEWLINE, QUOTE = 10, 34


def read_plain(data: bytes, columns: Sequence[str], separator: str) -> pl.DataFrame | None:
    """The lines as columns of text, or None where the csv module must look at each of them.

    Plain text has the same number of cells in each line, no NUL, no lone carriage return, and
    quotes only around whole cells that hold no line end. A property test proves that the csv
    module reads the same cells.
    """
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    if not data.endswith(b"\n"):
        data += b"\n"
    if b"\0" in data or b"\r" in data or not is_plain(data, len(columns), separator):
        return None
    frame = pl.read_csv(
        io.BytesIO(data), separator=separator, has_header=False, new_columns=list(columns),
        infer_schema=False, quote_char='"' if b'"' in data else None,
    )  # fmt: skip
    return frame.fill_null("")


def is_plain(data: bytes, width: int, separator: str) -> bool:
    letters = np.frombuffer(data, np.uint8)
    marks = np.flatnonzero((letters == ord(separator)) | (letters == NEWLINE))
    if b'"' in data:
        quotes = np.flatnonzero(letters == QUOTE)
        if not are_tame(letters, quotes, ord(separator)):
            return False
        inside = np.searchsorted(quotes, marks) % 2 == 1
        if (letters[marks[inside]] == NEWLINE).any():
            return False
        marks = marks[~inside]
    return width > 1 and is_even(letters, marks, width)


def is_even(letters: NDArray[np.uint8], marks: NDArray[np.int64], width: int) -> bool:
    """Whether each line has ``width`` cells, none of them of absurd length."""
    if len(marks) % width or np.diff(marks, prepend=0).max() > LONGEST_CELL:
        return False
    ends = (letters[marks] == NEWLINE).reshape(-1, width)
    return bool(ends[:, -1].all() and not ends[:, :-1].any())


def are_tame(letters: NDArray[np.uint8], quotes: NDArray[np.int64], separator: int) -> bool:
    """Whether quotes open behind, and close before, a separator, a line end or a quote."""
    if len(quotes) % 2:
        return False
    opens, closes = quotes[::2], quotes[1::2]
    before = np.where(opens > 0, letters[opens - 1], NEWLINE)
    after = letters[closes + 1]
    edges = np.array([separator, NEWLINE, QUOTE], np.uint8)
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())
