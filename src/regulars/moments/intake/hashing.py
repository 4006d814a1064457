"""Hashes that are the same on every machine, in every version, for ever: rows are named by them.

Text is taken eight bytes at a time, little-endian, the last word filled up with zeros, and its
length last; each word is mixed in by SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable
pseudorandom number generators"). Whole columns at once; not for secrets.
"""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Marks = NDArray[np.uint64]
ABSENT = np.uint64(0x9E3779B97F4A7C15)
WORD = 8


def of_texts(column: pl.Series) -> Marks:
    """uint64[n] of a text column; null has a hash of its own."""
    marks = np.full(len(column), ABSENT)
    given = column.is_not_null().to_numpy()
    if given.any():
        marks[given] = words_mixed(column.drop_nulls())
    return marks


def words_mixed(column: pl.Series) -> Marks:
    array = pa.array(column.to_arrow(), pa.large_string())
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, "<i8", len(array) + 1, array.offset * WORD)
    starts, sizes = ends[:-1], np.diff(ends)
    padded = bytes(data or b"") + bytes(WORD)
    words = np.ndarray(len(padded) - WORD + 1, "<u8", padded, strides=(1,))
    mixed = np.zeros(len(array), np.uint64)
    for reach in range(0, int(sizes.max(initial=0)), WORD):
        open_rows = np.flatnonzero(sizes > reach)
        word = words[starts[open_rows] + reach] & kept(sizes[open_rows] - reach)
        mixed[open_rows] = split(mixed[open_rows] ^ word)
    return split(mixed ^ sizes.astype(np.uint64))


def kept(left: NDArray[np.int64]) -> Marks:
    """Masks that keep the bytes which still belong to the text: from 1 to 8 of them."""
    spare = (WORD - np.minimum(left, WORD)).astype(np.uint64) * np.uint64(8)
    return np.uint64(0xFFFFFFFFFFFFFFFF) >> spare


def of_numbers(column: pl.Series) -> Marks:
    """uint64[n] of numbers by their bits; 0.0 and -0.0 are one, null has a hash of its own."""
    values = column.fill_null(0).to_numpy()
    if values.dtype.kind == "f":
        values = values + 0.0
    marks = values.view(np.uint64).copy()
    if column.null_count():
        marks[column.is_null().to_numpy()] = ABSENT
    return marks


def mix(*columns: Marks) -> Marks:
    """One hash of several, in their order."""
    mixed = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        mixed = split(mixed ^ column)
    return mixed


def split(state: Marks) -> Marks:
    state = state + ABSENT
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


def positive(marks: Marks) -> NDArray[np.int64]:
    """63 bits, as databases hold them."""
    return (marks >> np.uint64(1)).astype(np.int64)
