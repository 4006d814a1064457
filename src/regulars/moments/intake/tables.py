"""A table wherever it comes from: columns, how many rows, and its frames."""

import dataclasses
import hashlib
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as made
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from regulars.moments.intake import encodings
from regulars.moments.intake.grid import BROKEN, ROW, grids, numbered
from regulars.moments.intake.how import AS_FOUND, How
from regulars.moments.intake.lines import Block, blocks
from regulars.moments.intake.sniff import (
    above,
    first_rows,
    header_in,
    name_columns,
    separated,
    separator_of,
)
from regulars.moments.intake.survey import survey
from regulars.moments.intake.trouble import Trouble

CHUNK, HEAD = 20_000, 1 << 18
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass
class Passed:
    """Blank rows passed over so far: by us, and by whatever reads the file."""

    ours: int = 0
    others: int = 0

    @property
    def blank(self) -> int:
        return self.ours + self.others


@dataclass(frozen=True)
class Table:
    """``total`` rows is an estimate from the line ends for CSV. ``digest`` is "" for a frame.

    ``how`` is how the file is read: what was found out, and what was chosen. ``note`` says what of
    it a person should know.
    """

    name: str
    columns: list[str]
    total: int
    digest: str
    read: Callable[[], Iterable[pl.DataFrame]]
    note: str = ""
    path: Path | None = None
    how: How = AS_FOUND
    sheets: tuple[str, ...] = ()
    passed: Passed = made(default_factory=Passed)

    def chunks(self, size: int = 0) -> Iterator[pl.DataFrame]:
        """Frames of exactly ``size`` (else CHUNK) rows, the last one fewer, the same each time."""
        self.passed.ours = 0
        return regular(self.read(), size or CHUNK, self.passed)


def open_table(
    source: Path | pl.DataFrame, name: str = "", how: How = AS_FOUND, known: Collection[str] = ()
) -> Table:
    """Look at a text, Excel or Parquet file, or a frame. Raises Trouble where it cannot be read.

    ``known`` are folded names of columns, by which the row that names them is found.
    """
    if isinstance(source, pl.DataFrame):
        frame = source
        return Table(name, frame.columns, frame.height, "", lambda: [numbered(frame, 1)])
    try:
        table = opened(source, how, known)
        return dataclasses.replace(table, name=name or table.name, path=source)
    except OSError as wrong:
        remedy = _("Check the path, and that you may read the file.")
        raise Trouble(f"{wrong.strerror}.", remedy, file=str(source)) from wrong


def opened(path: Path, how: How, known: Collection[str]) -> Table:
    from regulars.moments.intake import excel

    with path.open("rb") as file:
        head = file.read(4)
    if head == b"PAR1":
        return open_parquet(path)
    if head == ZIP:
        return excel.open_workbook(path, how, known)
    if head == OLE:
        return excel.open_legacy(path, how, known)
    return open_text(path, how, known)


def open_text(path: Path, how: How, known: Collection[str]) -> Table:
    seen = survey(path, how.encoding)
    clean = seen.strange == 0

    def lines() -> Iterator[Block]:
        return blocks(path, seen.start, seen.encoding, clean)

    text = head_of(lines())
    separator = how.separator or separator_of(text)[0]
    columns, below, row, note = header_of(text, separator, path.name, how.header, known)

    def read() -> Iterator[pl.DataFrame]:
        return grids(behind(below, lines()), columns, separator)

    notes = (encodings.said(seen.encoding, seen.strange), separated(separator), note)
    return Table(
        path.name, columns, max(seen.lines - below + (not seen.ended), 0), seen.digest, read,
        encodings.joined(notes), how=dataclasses.replace(
            how, encoding=seen.encoding, separator=separator, header=row),
    )  # fmt: skip


def head_of(lines: Iterable[Block]) -> str:
    """The first lines of a file, up to one that is far too long."""
    head = b""
    for block in lines:
        if block.broken == "long" or len(head) > HEAD:
            break
        head += block.data + (b"\n" if block.broken else b"")
    return head.decode("utf-8", "ignore")


def header_of(
    text: str, separator: str, name: str, chosen: int, known: Collection[str]
) -> tuple[list[str], int, int, str]:
    """The column names, how many lines of the file lie above the data, the header's row, a note."""
    rows = first_rows(text, separator)
    place = header_in([cells for _line, cells in rows], known)
    if chosen:
        ends = [line for line, _cells in rows]
        place = next((n for n, line in enumerate(ends) if line >= chosen), -1)
    if place < 0:
        what = _("the first line is far too long to be the names of columns.")
        remedy = _("The first line must name the columns, such as: customer,occurred_at,item")
        raise Trouble(what, remedy, file=name, row=1)
    below, cells = rows[place]
    row = (rows[place - 1][0] if place else 0) + 1
    titles = sum(any(map(str.strip, each)) for _line, each in rows[:place])
    return name_columns(cells), below, row, above(titles, row)


def behind(lines: int, stream: Iterator[Block]) -> Iterator[Block]:
    """The blocks without the first lines of the file."""
    for block in stream:
        if block.number > lines:
            yield block
            break
        rest = block.data.split(b"\n", lines - block.number + 1)
        left = lines - block.number + 1
        if block.broken or len(rest) <= left:
            continue
        if rest[left]:
            yield Block(lines + 1, rest[left])
            break
    yield from stream


def open_parquet(path: Path) -> Table:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as wrong:
        raise unreadable(path, wrong) from wrong

    def read() -> Iterator[pl.DataFrame]:
        start = 1
        with pq.ParquetFile(path) as opened:
            for batch in batches_of(opened, path):
                frame = pl.DataFrame(pl.from_arrow(batch))
                yield numbered(frame, start)
                start += frame.height

    rows, columns = file.metadata.num_rows, list(file.schema_arrow.names)
    return Table(path.name, columns, rows, sha256_of(path), read)


def sha256_of(path: Path) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def batches_of(file: pq.ParquetFile, path: Path) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=CHUNK)
    except (pa.ArrowException, OSError) as wrong:
        raise unreadable(path, wrong) from wrong


def unreadable(path: Path, wrong: Exception) -> Trouble:
    what = _("this Parquet file cannot be read ({wrong}).").format(wrong=str(wrong)[:200])
    return Trouble(what, _("Export it again, or export CSV (UTF-8)."), file=path.name)


def regular(frames: Iterable[pl.DataFrame], size: int, passed: Passed) -> Iterator[pl.DataFrame]:
    """Frames cut and joined to exactly ``size`` rows; blank rows are passed over."""
    held: list[pl.DataFrame] = []
    rows = 0
    whole_ones = (filled(frame, passed) for frame in frames)
    for frame in itertools.chain.from_iterable(f.iter_slices(size) for f in whole_ones):
        held.append(frame)
        rows += frame.height
        if rows >= size:
            whole = pl.concat(held, how="vertical_relaxed", rechunk=True)
            yield whole[:size]
            held, rows = [whole[size:]], whole.height - size
    if rows:
        yield pl.concat(held, how="vertical_relaxed", rechunk=True)


def filled(frame: pl.DataFrame, passed: Passed) -> pl.DataFrame:
    """Without the rows in which every cell is blank, which spreadsheets leave behind."""
    cells = [name for name in frame.columns if name not in (ROW, BROKEN)]
    first = frame[cells[0]]
    if first.dtype != pl.String or not (first == "").any():
        return frame
    blank = [pl.col(name).cast(pl.String).fill_null("").str.strip_chars() == "" for name in cells]
    kept = frame.filter(~pl.all_horizontal(blank) | pl.col(BROKEN).is_not_null())
    passed.ours += frame.height - kept.height
    return kept
