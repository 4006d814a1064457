"""A share by day: the line, its 95 % band, and the last day said in figures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from regulars.engines.charts import svg
from regulars.engines.charts.intervals import Interval, wilson
from regulars.engines.charts.ticks import DateLine, DayLabel, Wish, drawn, every, place, text_width

_TOP, _FOOT = 12.0, 26.0
_GRIDS = (0.01, 0.02, 0.05, 0.10, 0.20, 0.25, 0.50)


@dataclass(frozen=True, slots=True)
class Count:
    """k of n on a day; n may be 0, and then the line has a gap."""

    day: date
    k: int
    n: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something that began on a day, written on the line: "daily line-up began"."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class TrendWords:
    """Translated words; nothing but the name is written by itself."""

    title: str
    desc: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    days: DateLine
    low: float
    high: float
    grid: float
    height: float

    def y(self, share: float) -> float:
        part = (share - self.low) / (self.high - self.low)
        return self.height - _FOOT - min(1.0, max(0.0, part)) * (self.height - _FOOT - _TOP)


def ratio_trend(
    points: Sequence[Count],
    words: TrendWords,
    day_label: DayLabel,
    share_label: Callable[[float], str],
    key: str = "trend",
    width: float = 328,
    height: float = 168,
    notes: Sequence[Note] = (),
) -> svg.Mark:
    """A line through k / n with Wilson's 95 % band; `share_label(0.38)` is "38%".

    Days may come unsorted. Raises ValueError when some k is not within 0…n.
    """
    counted = sorted(points, key=lambda point: point.day)
    shares = [(point, wilson(point.k, point.n)) for point in counted]
    known = [(point, share) for point, share in shares if point.n]
    frame = _frame(known, share_label, width, height)
    parts = [_grid(frame, share_label)] if known else [_nothing(width, height)]
    for run in _runs(shares):
        parts.append(_band(run, frame))
        parts.append(_line(run, frame))
    parts += [_note(note, frame, width) for note in notes if known]
    if known:
        parts.append(_now(*known[-1], frame, share_label))
        parts.append(_days(frame, day_label, width, known[-1][0].day, height))
    body = svg.drawing(key, words.title, words.desc, width, height, *parts)
    return svg.Mark(body, tuple(_row(*each, day_label, share_label) for each in shares))


def _frame(
    known: list[tuple[Count, Interval]],
    share_label: Callable[[float], str],
    width: float,
    height: float,
) -> _Frame:
    """Only as much of 0…1 as the band needs, between two grid lines."""
    lows, highs = [share.low for _, share in known], [share.high for _, share in known]
    low, high = min(lows, default=0.0), max(highs, default=1.0)
    grid = next((g for g in _GRIDS if (high - low) / g <= 4), 0.5)
    bottom = max(0.0, floor(low / grid + 1e-9) * grid)
    ceiling = min(1.0, max(bottom + grid, ceil(high / grid - 1e-9) * grid))
    left = max(text_width(share_label(v)) for v in (bottom, ceiling)) + 8
    first = known[0][0].day if known else date(2000, 1, 1)
    last = known[-1][0].day if known else first
    days = DateLine(first, last, left, width - 8 - text_width(share_label(high), 13))
    return _Frame(days, bottom, ceiling, grid, height)


def _grid(frame: _Frame, share_label: Callable[[float], str]) -> str:
    steps = round((frame.high - frame.low) / frame.grid)
    parts = []
    for i in range(steps + 1):
        share = min(1.0, frame.low + i * frame.grid)
        y = frame.y(share)
        css = "ch-grid" if i else "ch-axis"
        parts.append(svg.line(css, frame.days.left, y, frame.days.right, y))
        parts.append(svg.text(share_label(share), frame.days.left - 6, y + 4, anchor="end"))
    return "".join(parts)


def _nothing(width: float, height: float) -> str:
    return svg.line("ch-axis", 2, height - _FOOT, width - 2, height - _FOOT)


def _runs(
    shares: list[tuple[Count, Interval]],
) -> Iterator[list[tuple[Count, Interval]]]:
    """Stretches of days with anything counted."""
    run: list[tuple[Count, Interval]] = []
    for each in shares:
        if each[0].n:
            run.append(each)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _band(run: list[tuple[Count, Interval]], frame: _Frame) -> str:
    """A day alone gets a whisker instead of a band."""
    upper = [(frame.days.x(p.day), frame.y(s.high)) for p, s in run]
    lower = [(frame.days.x(p.day), frame.y(s.low)) for p, s in run]
    if len(run) == 1:
        return svg.path("ch-whisker--band", svg.through([upper[0], lower[0]]))
    return svg.shape("ch-band", svg.through(upper + lower[::-1]) + "Z")


def _line(run: list[tuple[Count, Interval]], frame: _Frame) -> str:
    points = [(frame.days.x(p.day), frame.y(s.point or 0.0)) for p, s in run]
    if len(points) == 1:
        return svg.dot("ch-dot", *points[0], 2.6)
    return svg.path("ch-line", svg.through(points))


def _note(note: Note, frame: _Frame, width: float) -> str:
    x = frame.days.x(note.day)
    right = x + 6 + text_width(note.words) <= width
    return svg.line("ch-limit", x, _TOP, x, frame.y(frame.low)) + svg.text(
        note.words,
        x + 6 if right else x - 6,
        _TOP + 10,
        "ch-text ch-halo",
        "start" if right else "end",
    )


def _now(point: Count, share: Interval, frame: _Frame, share_label: Callable[[float], str]) -> str:
    x, y = frame.days.x(point.day), frame.y(share.point or 0.0)
    words = share_label(share.point or 0.0)
    return svg.dot("ch-dot ch-dot--now", x, y, 4.5) + svg.text(
        words, x + 8, y + 4.5, "ch-text ch-text--strong", "start", 13
    )


def _days(frame: _Frame, day_label: DayLabel, width: float, last: date, height: float) -> str:
    wishes = [
        Wish(last, day_label(last), strong=True),
        Wish(frame.days.first, day_label(frame.days.first)),
        *(Wish(w.day, w.label, room=18) for w in every(frame.days, day_label)),
    ]
    return drawn(place(wishes, frame.days, width), height - 7)


def _row(
    point: Count, share: Interval, day_label: DayLabel, share_label: Callable[[float], str]
) -> tuple[str, ...]:
    if share.point is None:
        return (day_label(point.day), "0", "0", "", "")
    likely = f"{share_label(share.low)} – {share_label(share.high)}"
    return (day_label(point.day), str(point.k), str(point.n), share_label(share.point), likely)
