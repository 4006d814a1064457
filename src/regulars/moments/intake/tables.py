"""A table wherever it comes from: columns, how many rows, and its frames."""

import csv
import dataclasses
import hashlib
import io
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from regulars.moments.intake.grid import BROKEN, ROW, grids, numbered
from regulars.moments.intake.lines import Block, blocks
from regulars.moments.intake.sniff import name_columns, separator_of
from regulars.moments.intake.survey import survey
from regulars.moments.intake.trouble import Trouble

CHUNK = 20_000


@dataclass(frozen=True)
class Table:
    """``total`` rows is an estimate from the line ends for CSV. ``digest`` is "" for a frame."""

    name: str
    columns: list[str]
    total: int
    digest: str
    read: Callable[[], Iterable[pl.DataFrame]]
    note: str = ""
    path: Path | None = None

    def chunks(self) -> Iterator[pl.DataFrame]:
        """Frames of exactly CHUNK rows (the last one fewer), the same ones at each reading."""
        return regular(self.read(), CHUNK)


def open_table(source: Path | pl.DataFrame, name: str = "") -> Table:
    """Look at a CSV or Parquet file, or a frame. Raises Trouble where it cannot be read."""
    if isinstance(source, pl.DataFrame):
        frame = source
        return Table(name, frame.columns, frame.height, "", lambda: [numbered(frame, 1)])
    try:
        with source.open("rb") as file:
            table = open_parquet if file.read(4) == b"PAR1" else open_csv
        return dataclasses.replace(table(source), path=source)
    except OSError as wrong:
        remedy = _("Check the path, and that you may read the file.")
        raise Trouble(f"{wrong.strerror}.", remedy, file=str(source)) from wrong


def open_csv(path: Path) -> Table:
    seen = survey(path)
    first = next(blocks(path, seen.start))
    text = first.data.decode("utf-8", "ignore")
    separator, note = separator_of(text)
    columns, lines = header_of(text, separator, path.name, first.cut)

    def read() -> Iterator[pl.DataFrame]:
        return grids(behind(lines, blocks(path, seen.start)), columns, separator)

    total = max(seen.lines - lines + (not seen.ended), 0)
    return Table(path.name, columns, total, seen.digest, read, note)


def header_of(text: str, separator: str, name: str, cut: bool) -> tuple[list[str], int]:
    """The column names, and how many lines of the file they take."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator)
    try:
        cells = [] if cut else next(cells for cells in reader if any(map(str.strip, cells)))
    except csv.Error:
        cells = []
    if not cells:
        what = _("the first line is far too long to be the names of columns.")
        remedy = _("The first line must name the columns, such as: customer,occurred_at,item")
        raise Trouble(what, remedy, file=name, row=1)
    return name_columns(cells), reader.line_num


def behind(lines: int, stream: Iterator[Block]) -> Iterator[Block]:
    """The blocks without the first lines of the first of them."""
    first = next(stream)
    rest = first.data.split(b"\n", lines)[lines:]
    if rest and rest[0]:
        yield Block(first.number + lines, rest[0])
    yield from stream


def open_parquet(path: Path) -> Table:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as wrong:
        raise unreadable(path, wrong) from wrong
    with path.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()

    def read() -> Iterator[pl.DataFrame]:
        start = 1
        with pq.ParquetFile(path) as opened:
            for batch in batches_of(opened, path):
                frame = pl.DataFrame(pl.from_arrow(batch))
                yield numbered(frame, start)
                start += frame.height

    return Table(path.name, list(file.schema_arrow.names), file.metadata.num_rows, digest, read)


def batches_of(file: pq.ParquetFile, path: Path) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=CHUNK)
    except (pa.ArrowException, OSError) as wrong:
        raise unreadable(path, wrong) from wrong


def unreadable(path: Path, wrong: Exception) -> Trouble:
    what = _("this Parquet file cannot be read ({wrong}).").format(wrong=str(wrong)[:200])
    return Trouble(what, _("Export it again, or export CSV (UTF-8)."), file=path.name)


def regular(frames: Iterable[pl.DataFrame], size: int) -> Iterator[pl.DataFrame]:
    """Frames cut and joined to exactly ``size`` rows; blank rows are passed over."""
    held: list[pl.DataFrame] = []
    rows = 0
    for frame in itertools.chain.from_iterable(f.iter_slices(size) for f in map(filled, frames)):
        held.append(frame)
        rows += frame.height
        if rows >= size:
            whole = pl.concat(held, how="vertical_relaxed", rechunk=True)
            yield whole[:size]
            held, rows = [whole[size:]], whole.height - size
    if rows:
        yield pl.concat(held, how="vertical_relaxed", rechunk=True)


def filled(frame: pl.DataFrame) -> pl.DataFrame:
    """Without the rows in which every cell is blank, which spreadsheets leave behind."""
    cells = [name for name in frame.columns if name not in (ROW, BROKEN)]
    first = frame[cells[0]]
    if first.dtype != pl.String or not (first == "").any():
        return frame
    blank = [pl.col(name).cast(pl.String).fill_null("").str.strip_chars() == "" for name in cells]
    return frame.filter(~pl.all_horizontal(blank) | pl.col(BROKEN).is_not_null())
