"""When it will be gone: a falling line, its fan, and the visit that comes in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from regulars.engines.charts import svg
from regulars.engines.charts.ticks import (
    DateLine,
    DayLabel,
    Tick,
    Wish,
    drawn,
    every,
    place,
    text_width,
)

HEIGHT = 124.0
_FULL, _BASE, _LABELS, _BELOW = 40.0, 84.0, 107.0, 122.0
_MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class RunOutWords:
    """Translated words. `today` stands on the date line, `visit` on the flag ("24 日送"),
    `likely` at the bar ("八成落在这段"), `due` names the median in the table, `best` the bracketed
    days in which it most likely happens ("最可能的两周")."""

    title: str
    desc: str = ""
    today: str = ""
    visit: str = ""
    likely: str = ""
    due: str = ""
    best: str = ""


@dataclass(frozen=True, slots=True)
class _Days:
    today: date
    visit: date | None
    due_from: date
    due: date
    due_to: date
    best: tuple[date, date] | None = None

    @property
    def all(self) -> list[date]:
        days = [self.today, self.visit, self.due_from, self.due, self.due_to, *(self.best or ())]
        return [day for day in days if day is not None]


def run_out(
    today: date,
    visit_on: date | None,
    due_from: date,
    due: date,
    due_to: date,
    words: RunOutWords,
    day_label: DayLabel,
    key: str = "run-out",
    width: float = 232,
    best: tuple[date, date] | None = None,
) -> svg.Mark:
    """The line falls from today to the median day; the bar spans due_from … due_to (80 %).

    The three days may come in any order and are sorted. `visit_on` None draws no flag. Days that
    have passed leave out the line and the fan, and keep the bar and the dot. `best` (first and
    last day) is bracketed under the line: the median says by when, the bracket when to be there.
    """
    first, median, last = sorted((due_from, due, due_to))
    days = _Days(today, visit_on, first, median, last, best)
    line = _date_line(days, width)
    spare = _spare(days)
    parts = (
        _fall(days, line),
        svg.line("ch-axis", 2, _BASE, width - 2, _BASE),
        _likely(days, line),
        _bracket(days, line),
        _flag(days, line, words.visit, width),
        _likely_words(days, line, words.likely, width),
        drawn(ticks(days, line, words, day_label, width), _LABELS),
    )
    moved = svg.element("g", "", *parts, transform=f"translate(0 -{svg.number(spare)})")
    body = svg.drawing(key, words.title, words.desc, width, HEIGHT - spare, moved)
    return svg.Mark(body, _rows(days, words, day_label))


def _spare(days: _Days) -> float:
    """Empty room above: without a flag, and more without a line that falls."""
    if days.visit is not None:
        return 0.0
    return _FULL - 8.0 if days.due > days.today else _BASE - 28.0


def ticks(
    days: _Days, line: DateLine, words: RunOutWords, day_label: DayLabel, width: float
) -> list[Tick]:
    """The median first, then today and the visit, then the ends of the bar, then round steps."""
    return place(_wishes(days, line, words, day_label), line, width)


def _wishes(days: _Days, line: DateLine, words: RunOutWords, day_label: DayLabel) -> Iterator[Wish]:
    due_label = words.today if days.due == days.today else day_label(days.due)
    yield Wish(days.due, due_label or day_label(days.due), strong=True)
    yield Wish(days.today, words.today or day_label(days.today))
    if days.visit:
        yield Wish(days.visit, day_label(days.visit), strong=days.visit != days.due)
    yield Wish(days.due_to, day_label(days.due_to))
    yield Wish(days.due_from, day_label(days.due_from))
    yield from every(line, day_label)


def _date_line(days: _Days, width: float) -> DateLine:
    """From the earliest to the latest day, with a little air after the last."""
    first, last = min(days.all), max(days.all)
    air = max(1, round((last - first).days * 0.08))
    return DateLine(first, last + timedelta(air), _MARGIN, width - _MARGIN)


def _fall(days: _Days, line: DateLine) -> str:
    if days.due <= days.today:
        return ""
    start = (line.x(days.today), _FULL)
    early, late = line.x(max(days.due_from, days.today)), line.x(days.due_to)
    fan = svg.through([start, (early, _BASE), (late, _BASE)]) + "Z"
    return (svg.shape("ch-band", fan) if early < late else "") + svg.path(
        "ch-line", svg.through([start, (line.x(days.due), _BASE)])
    )


def _likely(days: _Days, line: DateLine) -> str:
    left, right = line.x(days.due_from), line.x(days.due_to)
    bar = svg.line("ch-likely", left, _BASE, right, _BASE) if right > left else ""
    return bar + svg.dot("ch-dot", line.x(days.due), _BASE, 5.5)


def _bracket(days: _Days, line: DateLine) -> str:
    if days.best is None:
        return ""
    left, right = (svg.number(line.x(day)) for day in days.best)
    low, high = svg.number(_BASE + 10), svg.number(_BASE + 5)
    return svg.path("ch-bracket", f"M{left} {high}V{low}H{right}V{high}")


def _flag(days: _Days, line: DateLine, words: str, width: float) -> str:
    if days.visit is None:
        return ""
    x = line.x(days.visit)
    pennant = f"M{svg.number(x - 7)} 18h14v12l-7 5-7-5Z"
    right = x + 13 + text_width(words) <= width
    return (
        svg.line("ch-pole", x, 32, x, _BASE)
        + svg.shape("ch-flag", pennant)
        + svg.text(
            words,
            x + 13 if right else x - 13,
            29,
            "ch-text ch-text--strong",
            "start" if right else "end",
        )
    )


def _likely_words(days: _Days, line: DateLine, words: str, width: float) -> str:
    """Beside the dot inside the fan where there is room, else under the dates."""
    left, long = line.x(days.due) + 15, text_width(words, 11)
    pole = line.x(days.visit) if days.visit else -99.0
    if left + long <= width and not left - 9 < pole < left + long + 9:
        return svg.text(words, left, _BASE - 9, "ch-text ch-halo", "start", 11)
    middle = (line.x(days.due_from) + line.x(days.due_to)) / 2
    middle = min(width - long / 2, max(long / 2, middle))
    return svg.text(words, middle, _BELOW, "ch-text", size=11)


def _rows(days: _Days, words: RunOutWords, label: DayLabel) -> svg.Rows:
    rows = [(words.today, label(days.today))]
    if days.visit:
        rows.append((words.visit, label(days.visit)))
    rows.append((words.due, label(days.due)))
    rows.append((words.likely, f"{label(days.due_from)} – {label(days.due_to)}"))
    if days.best:
        rows.append((words.best, " – ".join(map(label, days.best))))
    return tuple(rows)
