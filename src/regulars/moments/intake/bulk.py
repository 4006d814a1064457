"""Many rows at once, without standing in the way of somebody who types a note."""

import errno
import functools
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
import polars as pl
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from regulars.moments.intake.trouble import Trouble

BATCH, VALUES = 10_000, 1000
WINDOW = 0.11
HELD, SHORT = 0.5, 0.05
MOST_WAITING = 8
BULK = {"synchronous": 1, "wal_autocheckpoint": 4000}


def insert(table: str, frame: pl.DataFrame, conflict: str = "DO NOTHING") -> int:
    """Insert rows whose columns are named as the table's; return how many were written."""
    if not frame.height:
        return 0
    way = copied if connection.vendor == "postgresql" else in_statements
    return way(table, frame, conflict)


def in_statements(table: str, frame: pl.DataFrame, conflict: str) -> int:
    """A statement of a thousand values takes half the time of ``executemany`` on SQLite."""
    width, step = frame.width, VALUES // frame.width
    values: list[Any] = [None] * (width * frame.height)
    for place, column in enumerate(frame.iter_columns()):
        values[place::width] = column.to_list()
    written = 0
    with raw_cursor() as cursor:
        for start in range(0, frame.height, step):
            rows = min(step, frame.height - start)
            batch = values[start * width : (start + rows) * width]
            cursor.execute(statement(table, tuple(frame.columns), rows, conflict), batch)
            written += cursor.rowcount
    return written


def copied(table: str, frame: pl.DataFrame, conflict: str) -> int:
    """PostgreSQL takes a text of all rows into a table of its own, and from there what is new."""
    columns, stage = ", ".join(frame.columns), f"{table}_coming"
    text = frame.write_csv(include_header=False, quote_style="non_numeric").encode()
    with transaction.atomic(), raw_cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {stage} ON COMMIT DROP AS "  # noqa: S608
            f"SELECT {columns} FROM {table} WITH NO DATA"
        )
        with cursor.copy(f"COPY {stage} ({columns}) FROM STDIN (FORMAT csv)") as coming:
            coming.write(text)
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {stage} "  # noqa: S608
            f"ON CONFLICT {conflict}"
        )
        written = int(cursor.rowcount)
        cursor.execute(f"DROP TABLE {stage}")
    return written


@functools.lru_cache(maxsize=64)
def statement(table: str, columns: tuple[str, ...], rows: int, conflict: str) -> str:
    row = f"({marks(len(columns))})"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)} "  # noqa: S608
        f"ON CONFLICT {conflict}"
    )


def marks(number: int) -> str:
    """Placeholders as the database's own driver writes them."""
    return ", ".join(["?" if connection.vendor == "sqlite" else "%s"] * number)


@contextmanager
def raw_cursor() -> Iterator[Any]:
    """The driver's own cursor: Django's would rewrite each statement's placeholders."""
    connection.ensure_connection()
    with connection.wrap_database_errors, closing(connection.connection.cursor()) as cursor:
        yield cursor


def select(sql: str, values: Sequence[Any], *more: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of ``… IN ({})`` for any number of values; ``{m}`` stands for each of ``more``."""
    for start in range(0, len(values), BATCH):
        batch = values[start : start + BATCH]
        with raw_cursor() as cursor:
            cursor.execute(sql.format(marks(len(batch)), m=marks(1)), [*batch, *more])
            rows = cursor.fetchall()
        yield from rows


def integers(column: str, rest: str, values: Sequence[int]) -> NDArray[np.int64]:
    """A column of integers of ``… IN ({})``, joined to one text by the database: 3 × as fast."""
    joined = f"string_agg({column}::text, ',')" if connection.vendor == "postgresql" else (
        f"group_concat({column})"
    )  # fmt: skip
    texts = [text for (text,) in select(f"SELECT {joined} {rest}", values) if text]
    return np.fromstring(",".join(texts), np.int64, sep=",")


@contextmanager
def relaxed() -> Iterator[None]:
    """SQLite need not wait for the disk at each chunk: a lost one is simply read again.

    It also moves its log into the database less often, so that a busy page is written once.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in BULK}
        set_pragmas(cursor, BULK)
        try:
            yield
        finally:
            set_pragmas(cursor, before)


def set_pragmas(cursor: Any, values: Mapping[str, int]) -> None:
    for name, value in values.items():
        cursor.execute(f"PRAGMA {name}={int(value)}")


class Breath:
    """Leaves the writer free now and then, for longer than a waiting writer sleeps.

    SQLite's waiting writers look again at least every 100 ms, so a pause of 110 ms lets them in.
    As many chunks are written at a time as take about half a second, judged by the last ones.
    On PostgreSQL nobody waits for the writer, only boards for what settles after it.
    """

    def __init__(self) -> None:
        self.begun = self.ended = time.monotonic()
        self.held = 0.0
        self.most = 1

    def taken(self, waiting: int) -> bool:
        """Whether enough chunks wait to be written."""
        return waiting >= self.most

    def rest(self) -> None:
        """Sleep what is left of the pause, if there was a need for one; then comes the writing."""
        left = WINDOW - (time.monotonic() - self.ended)
        crowded = connection.vendor == "sqlite" and not connection.in_atomic_block
        if left > 0 and self.held > SHORT and crowded:
            time.sleep(left)
        self.begun = time.monotonic()

    def over(self, chunks: int) -> None:
        """The writer is free again."""
        self.ended = time.monotonic()
        self.held = self.ended - self.begun
        self.most = max(1, min(MOST_WAITING, int(HELD * chunks / max(self.held, 0.001))))


FULL = ("database or disk is full", "disk I/O error", "No space left on device")
CROWDED = ("locked", "deadlock detected")


@contextmanager
def room(file: str) -> Iterator[None]:
    """Say plainly what stood in the way of writing; what was committed before stays."""
    try:
        yield
    except (OperationalError, InterfaceError) as wrong:
        if (trouble := in_the_way(file, str(wrong))) is None:
            raise
        raise trouble from wrong
    except OSError as wrong:
        if wrong.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise full(file, wrong.strerror or "") from wrong
        what = _("cannot write {path} ({said}).")
        what = what.format(path=wrong.filename, said=wrong.strerror)
        raise Trouble(
            what, _("Say where refused rows may go: --refused PATH."), file=file
        ) from wrong


def in_the_way(file: str, said: str) -> Trouble | None:
    """What the database's own words come to: full, crowded, or (PostgreSQL) gone."""
    if any(sign in said for sign in FULL):
        return full(file, said)
    again = _("Start the same command again: it goes on where it stopped.")
    if any(sign in said for sign in CROWDED):
        what = _("somebody else kept writing to the database for too long; the import stopped.")
        return Trouble(what, again, file=file)
    if connection.vendor != "postgresql":
        return None
    what = _("the database went away ({said}); the import stopped. All that was taken in stays.")
    return Trouble(what.format(said=said.strip().splitlines()[0]), again, file=file)


def full(file: str, said: str) -> Trouble:
    what = _("the disk is full ({said}); the import stopped. All that was taken in stays.")
    remedy = _("Make room and start the same command again: it goes on where it stopped.")
    return Trouble(what.format(said=said), remedy, file=file)
