"""One sheet of a workbook as a table: which one, which row names the columns, what to say of it."""

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from xml.parsers import expat

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.moments.intake.encodings import joined
from regulars.moments.intake.excel import guard
from regulars.moments.intake.excel.cells import Row, Sheet
from regulars.moments.intake.excel.parts import Book, Forbidden, blocks_of, book_of
from regulars.moments.intake.grid import BROKEN, ROW
from regulars.moments.intake.how import How
from regulars.moments.intake.sniff import TITLES, above, header_in, name_columns
from regulars.moments.intake.tables import Passed, Table, sha256_of
from regulars.moments.intake.trouble import Trouble

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*ref="([A-Z]+\d+:[A-Z]+(\d+))"')
SHOWN = 3


@dataclass(frozen=True)
class Seen:
    """The first filled rows of a sheet, how many rows it has, and its merged areas: (area, last
    row)."""

    head: list[Row]
    rows: int
    merged: list[tuple[str, int]]


def open_workbook(path: Path, how: How, known: Collection[str]) -> Table:
    """Raises Trouble where the workbook cannot be read, or has nothing in it."""
    with plainly(path.name), guard.checked(path) as archive:
        book = book_of(archive)
        name = chosen(archive, book, how.sheet, path.name)
        seen = look_at(archive, book, name)
    place = header_place(seen.head, how.header, known, path.name)
    row, cells = seen.head[place]
    width = max(max(filled) for _number, filled in seen.head[place:]) + 1
    columns = name_columns([cells.get(column, "") for column in range(width)])
    passed = Passed()

    def read() -> Iterator[pl.DataFrame]:
        with plainly(path.name), guard.checked(path) as archive:
            sheet = Sheet(book)
            with archive.open(book.sheets[name]) as file:
                for rows in sheet.read(file):
                    yield frame_of([one for one in rows if one[0] > row], columns)
            passed.others = sheet.blank

    return Table(
        path.name, columns, max(seen.rows - row, 0), sha256_of(path), read,
        said(book, name, how, place, row, seen.merged),
        how=replace(how, sheet=name, header=row), sheets=tuple(book.sheets), passed=passed,
    )  # fmt: skip


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """Whatever is wrong inside a workbook, it is damaged; nobody need know how."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, Forbidden, EOFError,
            KeyError, ValueError, NotImplementedError, RuntimeError) as wrong:  # fmt: skip
        raise guard.damaged(name) from wrong


def chosen(archive: zipfile.ZipFile, book: Book, asked: str, file: str) -> str:
    """The sheet of that name or number, else the first that holds anything."""
    names = list(book.sheets)
    if asked in names:
        return asked
    if asked.isdecimal() and 0 < int(asked) <= len(names):
        return names[int(asked) - 1]
    if asked:
        what = _("the workbook has no sheet called “{name}”.").format(name=asked)
        raise Trouble(what, _("Its sheets are: {names}.").format(names=", ".join(names)), file=file)
    for name in names:
        if next(rows_of(archive, book, name), None):
            return name
    what = _("there is nothing on its sheets.")
    raise Trouble(what, _("Look whether this is the right workbook."), file=file)


def rows_of(archive: zipfile.ZipFile, book: Book, name: str) -> Iterator[Row]:
    with archive.open(book.sheets[name]) as file:
        for rows in Sheet(book).read(file):
            yield from rows


def look_at(archive: zipfile.ZipFile, book: Book, name: str) -> Seen:
    """Once through the sheet, unpacked but not read: its length, and what is merged in it."""
    head: list[Row] = []
    for one in rows_of(archive, book, name):
        head.append(one)
        if len(head) >= TITLES:
            break
    rows, merged = 0, []
    with archive.open(book.sheets[name]) as file:
        for block in blocks_of(file):
            rows += block.count(b"<row ")
            merged += [(area.decode(), int(last)) for area, last in MERGED.findall(block)]
    return Seen(head, rows, merged)


def header_place(head: list[Row], asked: int, known: Collection[str], file: str) -> int:
    """Which of the first filled rows names the columns."""
    if not head:
        what = _("there is nothing on this sheet.")
        raise Trouble(what, _("Choose another sheet of the workbook."), file=file)
    if asked:
        place = next((n for n, (number, _cells) in enumerate(head) if number >= asked), -1)
    else:
        rows = [[cells.get(c, "") for c in range(max(cells) + 1)] for _number, cells in head]
        place = header_in(rows, known)
    if place < 0:
        what = _("there is nothing in row {row} or just below it.").format(row=asked)
        raise Trouble(what, _("Say which row names the columns."), file=file)
    return place


def frame_of(rows: list[Row], columns: list[str]) -> pl.DataFrame:
    cells = {
        name: [filled.get(place, "") for _row, filled in rows] for place, name in enumerate(columns)
    }
    frame = pl.DataFrame(cells, dict.fromkeys(columns, pl.String))
    return frame.with_columns(
        pl.Series(ROW, [row for row, _filled in rows], pl.Int64),
        pl.lit(None, pl.String).alias(BROKEN),
    )


def said(
    book: Book, name: str, how: How, titles: int, row: int, merged: list[tuple[str, int]]
) -> str:
    """What a person should know of how the workbook was read."""
    notes = [above(titles, row)]
    if len(book.sheets) > 1:
        which = _("The sheet “{name}” was read; the workbook has {n}: {names}.")
        names = ", ".join(book.sheets)
        notes.insert(0, which.format(name=name, n=len(book.sheets), names=names))
    areas = [area for area, last in merged if last >= row]
    if areas:
        text = ngettext(
            "Cells are merged in {n} place ({areas}): the value counts for the first of them.",
            "Cells are merged in {n} places ({areas}): the value counts for the first of them.",
            len(areas),
        )
        shown = ", ".join(areas[:SHOWN]) + (" …" if len(areas) > SHOWN else "")
        notes.append(text.format(n=len(areas), areas=shown))
    return joined(notes)
