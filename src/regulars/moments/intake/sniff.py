"""What separates the cells, and what the columns are called."""

import csv
import itertools

from django.utils.translation import gettext as _

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT = 20


def separator_of(text: str) -> tuple[str, str]:
    """The likeliest separator of a table, and a sentence where it is not the comma."""
    lines = [line[:10_000] for line in text[: 1 << 18].splitlines() if line.strip()][:LOOKED_AT]
    best = max(SEPARATORS, key=lambda separator: likelihood(lines, separator))
    if best == "," or likelihood(lines, best)[0] == 0:
        return ",", ""
    names = {";": _("semicolons"), "\t": _("tabs"), "|": _("bars (|)")}
    return best, _("The cells are separated by {what}, not by commas.").format(what=names[best])


def likelihood(lines: list[str], separator: str) -> tuple[float, int]:
    """How many of the lines have as many cells as the header, and how many cells that is."""
    widths = [len(cells) for cells in csv.reader(lines, delimiter=separator)]
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def name_columns(header: list[str]) -> list[str]:
    """Column names, trimmed; a blank one gets its number, a second of a name its count."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell.replace("\0", "").strip().lstrip("\ufeff§") or _("column {number}").format(
            number=number
        )
        fresh = itertools.chain([name], (f"{name} ({n})" for n in itertools.count(2)))
        names.append(next(candidate for candidate in fresh if candidate not in names))
    return names
