"""Workbooks as they were before 2007 (.xls): small ones, read whole."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
from django.utils.translation import gettext as _

from regulars.moments.intake.encodings import joined
from regulars.moments.intake.excel import guard
from regulars.moments.intake.grid import BROKEN, ROW
from regulars.moments.intake.how import How
from regulars.moments.intake.sniff import TITLES, above, header_in, name_columns
from regulars.moments.intake.tables import Table, sha256_of
from regulars.moments.intake.trouble import Trouble

LARGEST = 64 << 20
LOCKED = "EncryptedPackage".encode("utf-16-le")


def open_legacy(path: Path, how: How, known: Collection[str]) -> Table:
    """Raises Trouble where the workbook is locked, damaged, too large or empty."""
    if LOCKED in path.read_bytes()[:LARGEST]:
        raise guard.locked(path.name)
    if path.stat().st_size > LARGEST:
        what = _("an old workbook (.xls) of more than {n} MB is not read here.")
        remedy = _("Save it as an Excel workbook (.xlsx) or as “CSV UTF-8”.")
        raise Trouble(what.format(n=LARGEST >> 20), remedy, file=path.name)
    try:
        book = fastexcel.read_excel(path)
        names = book.sheet_names
        name = next((n for n in names if n == how.sheet), "") or first_filled(book, names)
        rows = filled_rows(book, name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as wrong:  # the reader may panic over a damaged file
        trouble = guard.locked if "password" in str(wrong).lower() else guard.damaged
        raise trouble(path.name) from wrong
    place = header_place(rows, how.header, known, path.name)
    row, header = rows[place]
    columns = name_columns(header)

    def read() -> Iterator[pl.DataFrame]:
        yield frame_of(rows[place + 1 :], columns)

    return Table(
        path.name, columns, len(rows) - place - 1, sha256_of(path), read,
        joined([above(place, row)]), how=replace(how, sheet=name, header=row),
        sheets=tuple(names),
    )  # fmt: skip


def first_filled(book: Any, names: list[str]) -> str:
    return next((name for name in names if filled_rows(book, name)), names[0] if names else "")


def filled_rows(book: Any, name: str) -> list[tuple[int, list[str]]]:
    """(number from 1, cells) of the rows that hold anything."""
    frame = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
    found = ((n, [text_of(cell) for cell in row]) for n, row in enumerate(frame.iter_rows(), 1))
    return [(number, cells) for number, cells in found if any(map(str.strip, cells))]


def text_of(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M:%S}"
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def header_place(
    rows: list[tuple[int, list[str]]], asked: int, known: Collection[str], file: str
) -> int:
    head = rows[:TITLES]
    place = header_in([cells for _row, cells in head], known) if head else -1
    if asked:
        place = next((n for n, (number, _cells) in enumerate(head) if number >= asked), -1)
    if place < 0:
        what = _("there is nothing on its sheets.")
        raise Trouble(what, _("Look whether this is the right workbook."), file=file)
    return place


def frame_of(rows: list[tuple[int, list[str]]], columns: list[str]) -> pl.DataFrame:
    cells = [cells for _row, cells in rows]
    frame = pl.DataFrame(cells, dict.fromkeys(columns, pl.String), orient="row")
    return frame.with_columns(
        pl.Series(ROW, [number for number, _cells in rows], pl.Int64),
        pl.lit(None, pl.String).alias(BROKEN),
    )
