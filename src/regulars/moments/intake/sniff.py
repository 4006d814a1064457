"""What separates the cells, which row names the columns, and what they are called."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from regulars.moments.intake.folding import fold

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT, TITLES = 20, 30


def separator_of(text: str) -> tuple[str, str]:
    """The likeliest separator of a table, and a sentence where it is not the comma."""
    lines = [line[:10_000] for line in text[: 1 << 18].splitlines() if line.strip()][:LOOKED_AT]
    best = max(SEPARATORS, key=lambda separator: likelihood(lines, separator))
    if likelihood(lines, best)[0] == 0:
        best = max(SEPARATORS, key=lambda separator: evenness(lines, separator))
    return best, separated(best)


def separated(separator: str) -> str:
    """A sentence where the cells are not separated by commas."""
    names = {";": _("semicolons"), "\t": _("tabs"), "|": _("bars (|)")}
    if separator not in names:
        return ""
    text = _("The cells are separated by {what}, not by commas.")
    return text.format(what=names[separator])


def likelihood(lines: list[str], separator: str) -> tuple[float, int]:
    """How many of the lines have as many cells as the header, and how many cells that is."""
    widths = [len(cells) for cells in csv.reader(lines, delimiter=separator)]
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def evenness(lines: list[str], separator: str) -> tuple[float, int]:
    """The same where the first line is a title: the usual number of cells, from two on."""
    widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator))
    width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    return (times / widths.total(), width) if width > 1 else (0, 0)


def header_in(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Which of the first rows (from 0) names the columns; -1 where none is filled.

    The one that holds most names we know. Where we know none: the first filled one, unless only
    titles (a single cell in a row) stand above a fuller one.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows[:TITLES]]
    if not any(filled):
        return -1
    hits = [len({fold(cell) for cell in row} & set(known)) for row in filled]
    if max(hits) > 1 or (max(hits) and max(map(len, filled)) == 1):
        return hits.index(max(hits))
    first = next(place for place, row in enumerate(filled) if row)
    wide = max(map(len, filled[: first + 10]))
    if len(filled[first]) > 1 or wide < 3:
        return first
    return next(place for place, row in enumerate(filled) if len(row) > 1)


def first_rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The first records of a text, each with the number of lines up to its end."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            rows.append((reader.line_num, cells))
            if len(rows) >= TITLES:
                break
    except csv.Error:
        pass
    return rows


def above(titles: int, row: int) -> str:
    """A sentence where the header is not the first thing in the file."""
    if not titles:
        return ""
    text = _("The columns are named in row {row}; what stands above it was passed over.")
    return text.format(row=row)


def name_columns(header: Sequence[str]) -> list[str]:
    """Column names, trimmed; a blank one gets its number, a second of a name its count."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        text = " ".join(cell.replace("\0", "").split()).lstrip("\ufeff§")
        text = text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text
        name = text or _("column {number}").format(number=number)
        fresh = itertools.chain([name], (f"{name} ({n})" for n in itertools.count(2)))
        names.append(next(candidate for candidate in fresh if candidate not in names))
    return names
