"""The cells of one sheet as a stream of rows: what a person sees, as text."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO

from regulars.moments.intake.excel.parts import Book, blocks_of, local, parser

EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*\s)?r=[^<>]*/>")
EMPTY_ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*\s)?r=[^<>]*(?:/>|(?<!/)></(?:\w+:)?row>)")
FIRST, FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  wall times
WIDEST, LAST_SERIAL = 16_384, 2_958_466
Row = tuple[int, dict[int, str]]


class Sheet:
    """Reads a sheet; ``blank`` counts its rows without any value, ``merged`` its merged areas."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.blank = self.number = 0
        self.cells: dict[int, str] = {}
        self.column, self.kind, self.style = 0, "", 0
        self.value: list[str] = []
        self.words: list[str] = []
        self.formula = False
        self.inside = ""

    def read(self, file: IO[bytes]) -> Iterator[list[Row]]:
        """The rows that hold anything, some at a time: (number from 1, {column from 0: text})."""
        made = parser()
        made.StartElementHandler, made.EndElementHandler = self.begin, self.end
        made.CharacterDataHandler = self.text
        for block in blocks_of(file):
            made.Parse(self.without_blanks(block))
            if self.rows:
                yield self.rows
                self.rows = []
        made.Parse(b"", True)

    def without_blanks(self, block: bytes) -> bytes:
        """Spreadsheets keep rows and cells that have a border and nothing else: these are cut out
        before the parser sees them, so that a million of them cost little."""
        if b"/>" not in block:
            return block
        kept, gone = EMPTY_ROW.subn(b"", EMPTY_CELL.sub(b"", block))
        self.blank += gone
        return kept

    def begin(self, tag: str, given: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self.column = column_of(given.get("r", "")) if "r" in given else self.column + 1
            self.kind, self.style = given.get("t", "n"), int(given.get("s", 0))
            self.value, self.words, self.formula = [], [], False
        elif name == "row":
            self.number = int(given.get("r", self.number + 1))
            self.cells, self.column = {}, -1
        elif name == "f":
            self.formula = True
        elif name == "mergeCell":
            self.merged.append(given.get("ref", ""))
        self.inside = name if name in ("v", "t") else ""

    def text(self, data: str) -> None:
        if self.inside == "v":
            self.value.append(data)
        elif self.inside == "t":
            self.words.append(data)

    def end(self, tag: str) -> None:
        self.inside = ""
        name = local(tag)
        if name == "c":
            text = self.shown("".join(self.value))
            if text and self.column < WIDEST:
                self.cells[self.column] = text
        elif name == "row":
            if any(text.strip() for text in self.cells.values()):
                self.rows.append((self.number, self.cells))
            else:
                self.blank += 1

    def shown(self, value: str) -> str:
        """A cell's text: words, a date where its format shows one, a number as it is written."""
        if self.kind == "s":
            place = int(value or -1)
            return self.book.words[place] if 0 <= place < len(self.book.words) else ""
        if self.kind == "inlineStr":
            return "".join(self.words)
        if self.kind == "e":
            return f"{value} ({self.name()})"
        if not value:
            return f"#FORMULA ({self.name()})" if self.formula and self.kind != "str" else ""
        if self.kind == "d":
            return value.replace("T", " ")
        if self.kind != "n":
            return value
        return self.number_text(value)

    def number_text(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if self.style in self.book.dates and 0 <= number < LAST_SERIAL:
            return date_text(number, self.book.from_1904)
        if number.is_integer() and abs(number) < 1e15:
            return str(int(number))
        return repr(number)

    def name(self) -> str:
        return f"{letters_of(self.column)}{self.number}"


def column_of(name: str) -> int:
    """``AB12`` is column 27 (from 0)."""
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def date_text(serial: float, from_1904: bool) -> str:
    """A day number as 2026-03-31, 2026-03-31 14:05:00, or 14:05:00 where there is no day.

    The days before March 1900 are one off: Excel believes that 1900 was a leap year.
    """
    seconds = round(serial * 86_400)
    if seconds < 86_400 and not from_1904:
        return f"{FIRST + timedelta(seconds=seconds):%H:%M:%S}"
    first = FIRST_1904 if from_1904 else FIRST
    if not from_1904 and serial < 60:
        first += timedelta(days=1)
    wall = first + timedelta(seconds=seconds)
    return f"{wall:%Y-%m-%d}" if seconds % 86_400 == 0 else f"{wall:%Y-%m-%d %H:%M:%S}"
