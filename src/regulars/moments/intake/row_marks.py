"""Names of rows of lists: a salted hash of all that a row says."""

import hashlib
from collections.abc import Iterable

import numpy as np
import polars as pl
from django.conf import settings

from regulars.moments.intake import hashing


def marked(rows: pl.DataFrame, names: Iterable[str]) -> pl.Series:
    """int64, the hash of these columns; nobody can guess a phone number from it."""
    columns = [hashing.of_texts(rows[name].cast(pl.String)) for name in names]
    salted = np.full(rows.height, salt(), np.uint64)
    return pl.Series(hashing.positive(hashing.mix(salted, *columns)), dtype=pl.Int64)


def salt() -> np.uint64:
    digest = hashlib.sha256(f"rows of lists {settings.SECRET_KEY}".encode()).digest()
    return np.uint64(int.from_bytes(digest[:8], "little"))
