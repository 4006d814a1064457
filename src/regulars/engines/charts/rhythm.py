"""The rhythm of a customer: a dot per visit, an arc per gap, an open dot for the next."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from regulars.engines.charts import svg
from regulars.engines.charts.ticks import DateLine, DayLabel, Wish, drawn, place, text_width

HEIGHT = 72.0
_BASE, _LABELS = 46.0, 66.0
_USUAL_ARC, _HIGHEST_ARC = 15.0, 29.0
_MOST = 12
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class RhythmWords:
    """Translated words: `next` under the open dot ("明天"), `first` under the first visit."""

    title: str
    desc: str = ""
    next: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class _Gap:
    start: date
    end: date
    strange: bool

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def rhythm(
    visits: Sequence[date],
    next_from: date | None,
    next_on: date | None,
    next_to: date | None,
    words: RhythmWords,
    day_label: DayLabel,
    gap_label: Callable[[int], str],
    key: str = "rhythm",
    width: float = 328,
) -> svg.Mark:
    """The last twelve days with a visit and the next expected one.

    Visits may come unsorted and repeat a day. `gap_label(37)` is "37 天". Without `next_on` only
    the past is drawn; `next_from` … `next_to` is the 80 % span, drawn as a bar on the line.
    """
    days = sorted(set(visits))[-_MOST:]
    ahead = [day for day in (next_from, next_on, next_to) if day]
    if not days and not ahead:
        return svg.Mark(svg.drawing(key, words.title, words.desc, width, HEIGHT, _axis(width)), ())
    line = DateLine(min(days + ahead), max(days + ahead), 8, width - 16)
    gaps = _gaps(days)
    arcs = [_arc(gap, line, _usual(gaps)) for gap in gaps]
    body = svg.drawing(
        key,
        words.title,
        words.desc,
        width,
        HEIGHT,
        _axis(width),
        *arcs,
        _next_arc(days, next_on, line, _usual(gaps)),
        _span(next_from, next_to, line),
        _gap_words(gaps, line, gap_label, width),
        *(svg.dot("ch-dot ch-dot--now", line.x(day), _BASE, 4) for day in days),
        svg.dot("ch-dot ch-dot--next", line.x(next_on), _BASE, 5) if next_on else "",
        drawn(place(_wishes(days, next_on, gaps, words, day_label), line, width), _LABELS),
    )
    return svg.Mark(body, _rows(days, ahead, next_on, words, day_label, gap_label))


def strange_gaps(gaps: Sequence[int]) -> tuple[bool, ...]:
    """Which gaps (days) stand out from this customer's own habit.

    Further from the median than three robust standard deviations (1.4826 · MAD; Leys et al. 2013),
    where the deviation counts as at least an eighth of the median and one day, so that the very
    regular are not called strange for a day or two. Fewer than four gaps make no habit.
    """
    if len(gaps) < _ENOUGH:
        return (False,) * len(gaps)
    middle = median(gaps)
    spread = 1.4826 * median(abs(gap - middle) for gap in gaps)
    limit = 3 * max(spread, middle / 8, 1.0)
    return tuple(abs(gap - middle) > limit for gap in gaps)


def arc_height(days: int, usual: float) -> float:
    """Higher for longer, until the ceiling."""
    return min(_HIGHEST_ARC, _USUAL_ARC * days / usual) if usual > 0 else _USUAL_ARC


def _gaps(days: Sequence[date]) -> list[_Gap]:
    pairs = list(pairwise(days))
    odd = strange_gaps([(end - start).days for start, end in pairs])
    return [_Gap(start, end, each) for (start, end), each in zip(pairs, odd, strict=True)]


def _usual(gaps: list[_Gap]) -> float:
    return float(median(gap.days for gap in gaps)) if gaps else 0.0


def _axis(width: float) -> str:
    return svg.line("ch-axis", 2, _BASE, width - 2, _BASE)


def _arc(gap: _Gap, line: DateLine, usual: float) -> str:
    css = "ch-arc ch-arc--strange" if gap.strange else "ch-arc"
    return _bow(css, line.x(gap.start), line.x(gap.end), arc_height(gap.days, usual))


def _bow(css: str, left: float, right: float, height: float) -> str:
    middle, top = svg.number((left + right) / 2), svg.number(_BASE - 2 * height)
    ends = svg.number(left), svg.number(right), svg.number(_BASE)
    return svg.path(css, f"M{ends[0]} {ends[2]}Q{middle} {top} {ends[1]} {ends[2]}")


def _next_arc(days: Sequence[date], next_on: date | None, line: DateLine, usual: float) -> str:
    if not days or next_on is None or next_on <= days[-1]:
        return ""
    height = arc_height((next_on - days[-1]).days, usual)
    return _bow("ch-arc ch-arc--next", line.x(days[-1]), line.x(next_on), height)


def _span(start: date | None, end: date | None, line: DateLine) -> str:
    if start is None or end is None or end <= start:
        return ""
    return svg.line("ch-likely", line.x(start), _BASE, line.x(end), _BASE)


def _gap_words(gaps: list[_Gap], line: DateLine, label: Callable[[int], str], width: float) -> str:
    """Strange gaps by name, the strangest first; one that would touch another stays unnamed."""
    written, taken, usual = [], list[tuple[float, float]](), _usual(gaps)
    for gap in sorted((g for g in gaps if g.strange), key=lambda g: -abs(g.days - usual)):
        words, height = label(gap.days), max(_USUAL_ARC + 3, arc_height(gap.days, usual))
        half = text_width(words) / 2
        x = min(width - half, max(half, (line.x(gap.start) + line.x(gap.end)) / 2))
        if all(x - half > right + 4 or x + half < left - 4 for left, right in taken):
            taken.append((x - half, x + half))
            written.append(svg.text(words, x, _BASE - height - 5, "ch-text ch-text--strong"))
    return "".join(written)


def _wishes(
    days: Sequence[date],
    next_on: date | None,
    gaps: list[_Gap],
    words: RhythmWords,
    label: DayLabel,
) -> Iterator[Wish]:
    if next_on:
        yield Wish(next_on, words.next or label(next_on), strong=True)
    if days:
        yield Wish(days[0], words.first or label(days[0]), room=12)
    yield from (Wish(gap.end, label(gap.end), room=12) for gap in gaps if gap.strange)
    yield from (Wish(day, label(day), room=36) for day in reversed(days))


def _rows(
    days: Sequence[date],
    ahead: list[date],
    next_on: date | None,
    words: RhythmWords,
    label: DayLabel,
    gap_label: Callable[[int], str],
) -> svg.Rows:
    gaps = ["", *(gap_label((end - start).days) for start, end in pairwise(days))]
    rows = [(label(day), gap) for day, gap in zip(days, gaps, strict=False)]
    if next_on:
        rows.append((words.next or label(next_on), f"{label(min(ahead))} – {label(max(ahead))}"))
    return tuple(rows)
