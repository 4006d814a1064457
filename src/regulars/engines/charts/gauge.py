"""How much is left of something without a container: a bar, read like the jar."""

from dataclasses import dataclass
from typing import NamedTuple

from regulars.engines.charts import svg

_BAR_Y, _BAR_H = 30.0, 12.0


@dataclass(frozen=True, slots=True)
class GaugeWords:
    """Translated words: `figure` is the amount ("3.6"), `spread` its unit and doubt
    ("± 0.6 公斤"); `table` are rows of the caller's own for the table beneath."""

    title: str
    desc: str = ""
    figure: str = ""
    spread: str = ""
    table: svg.Rows = ()

    def rows(self) -> svg.Rows:
        return self.table or ((self.figure, self.spread),)


class Share(NamedTuple):
    """Shares of the capacity: surely, likely and at most there; 0 ≤ low ≤ mean ≤ high ≤ 1."""

    low: float
    mean: float
    high: float


def share_of(level: float, capacity: float, uncertainty: float) -> Share:
    """Amounts as shares of the capacity; with no capacity all are 0."""
    whole, doubt = (capacity, abs(uncertainty)) if capacity > 0 else (1.0, 0.0)
    kept = level if capacity > 0 else 0.0
    low, mean, high = (_clamped(each / whole) for each in (kept - doubt, kept, kept + doubt))
    return Share(low, mean, high)


def bar_gauge(
    level: float,
    capacity: float,
    uncertainty: float,
    words: GaugeWords,
    key: str = "gauge",
    width: float = 220,
) -> svg.Mark:
    """A bar from empty (left) to full: solid is surely there, hatched may be, a tick is likely."""
    share = share_of(level, capacity, uncertainty)
    x = [2 + each * (width - 4) for each in share]
    parts = [
        svg.element("defs", "", hatch(key)),
        svg.text(words.figure, 2, 20, "ch-fig", "start", 18),
        svg.text(words.spread, width - 2, 20, "ch-text", "end"),
        _block("ch-track", 1, width - 1, 0, rx=3),
        _block("ch-fill", 2, x[0], 1),
        _block("", x[0], x[2], 1, fill=f"url(#{key}-hatch)"),
        svg.line("ch-pole", x[1], _BAR_Y - 4, x[1], _BAR_Y + _BAR_H + 4),
    ]
    body = svg.drawing(key, words.title, words.desc, width, 50, *parts)
    return svg.Mark(body, words.rows())


def hatch(key: str) -> str:
    """The pattern of what may be there."""
    return svg.element(
        "pattern",
        "",
        svg.path("ch-hatch", "M0 0V5"),
        id=f"{key}-hatch",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _block(css: str, left: float, right: float, inset: float, **attributes: svg.Value) -> str:
    if right <= left:
        return ""
    return svg.element(
        "rect",
        css,
        x=left,
        y=_BAR_Y + inset,
        width=right - left,
        height=_BAR_H - 2 * inset,
        **attributes,
    )


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))
