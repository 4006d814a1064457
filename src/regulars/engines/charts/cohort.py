"""A cohort of returns: a row per month of first visit, a cell per month since, share come back."""

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.engines.charts import svg

_LEFT, _HEAD, _CELL, _GAP = 64.0, 36.0, 22.0, 2.0
STEPS = (0.0, 0.05, 0.15, 0.3, 0.5)


@dataclass(frozen=True, slots=True)
class CohortRow:
    """``label`` names the month; ``n`` newcomers; ``back`` of them were here 1, 2, … months later.
    Where ``few``, no share is drawn: the counts stand in the cells instead."""

    label: str
    n: int
    back: tuple[int, ...]
    few: bool = False


@dataclass(frozen=True, slots=True)
class CohortWords:
    """Translated words: ``months`` over the columns, ``newcomers`` over the counts."""

    title: str
    desc: str = ""
    months: str = ""
    newcomers: str = ""
    month: str = ""


def cohort(
    rows: Sequence[CohortRow], words: CohortWords, key: str = "cohort", columns: int | None = None
) -> svg.Mark:
    """Cells darken with the share that came back; the figure in a cell is that share in per cent.

    A small cohort's cell is hollow and holds the count; a month without newcomers has no cells. The
    numbers beneath are counts always.
    """
    most = max((len(row.back) for row in rows), default=0)
    wide = min(most, columns) if columns else most
    width = _LEFT + 38 + max(wide, 1) * _CELL
    height = _HEAD + len(rows) * _CELL + 2
    head = svg.text(words.months, _LEFT + 38, 12, "ch-text", "start", 12)
    head += svg.text(words.newcomers, _LEFT + 30, 12, "ch-text", "end", 12)
    head += "".join(_number(at) for at in range(wide))
    body = [_row(row, _HEAD + at * _CELL, wide) for at, row in enumerate(rows)]
    drawn = svg.drawing(key, words.title, words.desc, width, height, head, *body)
    return svg.Mark(drawn, _table(rows, words, wide))


def _number(at: int) -> str:
    """Over a column: how many months later it is."""
    middle = _LEFT + 38 + at * _CELL + (_CELL - _GAP) / 2
    return svg.text(str(at + 1), middle, 29, "ch-text", size=12)


def _row(row: CohortRow, y: float, wide: int) -> str:
    middle = y + _CELL / 2 + 4
    label = svg.text(row.label, 0, middle, "ch-text ch-text--strong", "start", 12)
    count = svg.text(str(row.n), _LEFT + 30, middle, "ch-text", "end", 12)
    shown = row.back[:wide] if row.n else ()
    cells = [_cell(row, back, _LEFT + 38 + at * _CELL, y) for at, back in enumerate(shown)]
    return label + count + "".join(cells)


def _cell(row: CohortRow, back: int, x: float, y: float) -> str:
    share = back / row.n
    css = "ch-heat ch-heat--few" if row.few else f"ch-heat ch-heat--{step(share)}"
    size = _CELL - _GAP
    box = svg.element("rect", css, x=x, y=y, width=size, height=size, rx=3)
    said = str(back) if row.few else f"{share * 100:.0f}"
    return box + svg.text(said, x + size / 2, y + size / 2 + 4, "ch-text ch-text--strong", size=11)


def step(share: float) -> int:
    """How dark: 0 where nobody came back, to 4 from a half on."""
    if share <= 0:
        return 0
    return max(1, sum(share >= edge for edge in STEPS[1:]))


def _table(rows: Sequence[CohortRow], words: CohortWords, wide: int) -> svg.Rows:
    head = (words.month, words.newcomers, *(f"+{at + 1}" for at in range(wide)))
    body = tuple(
        (row.label, str(row.n), *(str(back) for back in row.back[:wide]),
         *("" for _ in range(wide - len(row.back[:wide]))))
        for row in rows
    )  # fmt: skip
    return (head, *body)
