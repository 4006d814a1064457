"""Blocks of lines into frames of columns: plain ones by Polars, odd ones by the csv module."""

import io
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from regulars.moments.intake.lines import Block
from regulars.moments.intake.plain import read_plain
from regulars.moments.intake.records import Feed, Record, records

ROW, BROKEN = "§row", "§broken"
HELD = 10_000


class Blocks:
    """Blocks one after another; one may be put back."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.rest = iter(blocks)
        self.back: list[Block] = []

    def take(self) -> Block | None:
        return self.back.pop() if self.back else next(self.rest, None)

    def put(self, block: Block) -> None:
        self.back.append(block)


def grids(
    blocks: Iterable[Block], columns: Sequence[str], separator: str
) -> Iterator[pl.DataFrame]:
    """Frames of text columns, with the line number in ROW and what is wrong in BROKEN."""
    source = Blocks(blocks)
    while (block := source.take()) is not None:
        if block.broken:
            text = block.data.decode("utf-8", "replace")
            yield frame_of([Record(block.number, [text], block.broken)], columns)
        elif (plain := read_plain(block.data, columns, separator)) is not None:
            yield numbered(plain, block.number)
        else:
            source.put(block)
            yield from read_odd(source, columns, separator)


def numbered(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    return frame.with_columns(
        pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias(ROW),
        pl.lit(None, pl.String).alias(BROKEN),
    )


def read_odd(source: Blocks, columns: Sequence[str], separator: str) -> Iterator[pl.DataFrame]:
    """Lines through the csv module, until a record and a block end together."""
    lines = Lines(source)
    feed = Feed(lines)
    held: list[Record] = []
    for record in records(feed, separator):
        held.append(record)
        if lines.at_end and not feed.back:
            break
        if len(held) >= HELD:
            yield frame_of(held, columns)
            held = []
    if held:
        yield frame_of(held, columns)


class Lines:
    """The numbered lines of consecutive blocks; stops before a line that is broken."""

    def __init__(self, source: Blocks) -> None:
        self.source = source
        self.held: list[tuple[int, str]] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> tuple[int, str]:
        if not self.held:
            self.held = self.following()
        return self.held.pop()

    @property
    def at_end(self) -> bool:
        return not self.held

    def following(self) -> list[tuple[int, str]]:
        block = self.source.take()
        if block is None:
            raise StopIteration
        if block.broken:
            self.source.put(block)
            raise StopIteration
        text = io.StringIO(block.data.decode("utf-8"), newline="\n")
        return list(enumerate(text, block.number))[::-1]


def frame_of(held: list[Record], columns: Sequence[str]) -> pl.DataFrame:
    """Records as a frame. Of a broken one all its text stands in the first column.

    Where its cells belong cannot be known, and so nothing of it is lost.
    """
    width = len(columns)
    broken = [record.broken or uneven(record.cells, width) for record in held]
    rows = [
        ([",".join(record.cells)] + [""] * (width - 1)) if wrong else record.cells
        for record, wrong in zip(held, broken, strict=True)
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame.with_columns(
        pl.Series(ROW, [record.row for record in held], pl.Int64),
        pl.Series(BROKEN, broken, pl.String),
    )


def uneven(cells: list[str], width: int) -> str | None:
    if len(cells) == width:
        return None
    return "short" if len(cells) < width else "wide"
