"""Lines into records of cells, by Python's csv module, whatever is wrong with them.

A quote that never closes must not swallow the rest of the file: the line that opens it is
given up, and reading goes on with the line below.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_RECORD = 1 << 17
MOST_LINES = 500


@dataclass(frozen=True)
class Record:
    """The cells that begin in line ``row``; ``broken`` says why they cannot be trusted."""

    row: int
    cells: list[str]
    broken: str | None = None


class Runaway(Exception):
    """A record goes on and on: a quote was opened and not closed."""


class Feed:
    """Hands lines to csv.reader, remembers those of the record at hand, takes them back."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        self.source = iter(lines)
        self.back: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []
        self.size = 0

    def __iter__(self) -> "Feed":
        return self

    def __next__(self) -> str:
        if self.size > LONGEST_RECORD or len(self.taken) >= MOST_LINES:
            raise Runaway
        line = self.back.popleft() if self.back else next(self.source, None)
        if line is None:
            if self.taken:
                raise Runaway
            raise StopIteration
        self.taken.append(line)
        self.size += len(line[1])
        return line[1]

    def begin(self) -> None:
        self.taken, self.size = [], 0

    def give_back(self) -> None:
        """All lines of this record but the first will be read again."""
        self.back.extendleft(reversed(self.taken[1:]))


def records(feed: Feed, separator: str) -> Iterator[Record]:
    """Every record of the numbered lines. Blank lines give none."""
    reader = csv.reader(feed, delimiter=separator)
    while (record := following(feed, reader)) is not None:
        if record.cells:
            yield record


def following(feed: Feed, reader: Iterator[list[str]]) -> Record | None:
    feed.begin()
    try:
        cells = next(reader)
    except StopIteration:
        return None
    except (Runaway, csv.Error) as wrong:
        feed.give_back()
        row, line = feed.taken[0]
        return Record(row, [line[:200]], "quote" if isinstance(wrong, Runaway) else "long")
    row, line = feed.taken[0]
    return Record(row, cells, "nul" if any("\0" in cell for cell in cells) else None)
