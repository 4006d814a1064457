"""Labels on a date line that never touch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import east_asian_width

from regulars.engines.charts import svg

DayLabel = Callable[[date], str]

GAP = 7.0
_STEPS = (1, 2, 3, 5, 7, 10, 14, 21, 28, 30, 60, 91, 182, 365)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label set at its middle; `x` may be moved off `at`, where the day really is."""

    day: date
    label: str
    at: float
    x: float
    strong: bool = False

    @property
    def left(self) -> float:
        return self.x - text_width(self.label) / 2

    @property
    def right(self) -> float:
        return self.x + text_width(self.label) / 2


@dataclass(frozen=True, slots=True)
class Wish:
    """A label one would like to have; earlier wishes win. A strong one may step aside a little."""

    day: date
    label: str
    strong: bool = False
    room: float = GAP


@dataclass(frozen=True, slots=True)
class DateLine:
    """Days to pixels; a line of no length puts every day in its middle."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        span = (self.last - self.first).days
        if span <= 0:
            return (self.left + self.right) / 2
        share = (day - self.first).days / span
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / max(1, (self.last - self.first).days)


def text_width(words: str, size: float = svg.TEXT) -> float:
    """Estimated width, on the generous side: an em for a Chinese character, 0.6 for others."""
    return size * sum(1.0 if east_asian_width(c) in "WF" else 0.6 for c in words)


def place(wishes: Iterable[Wish], line: DateLine, width: float) -> list[Tick]:
    """Grant wishes in order; one that would touch a label already set is left out."""
    ticks: list[Tick] = []
    for wish in wishes:
        spot = next((t for t in _tries(wish, line, width) if _is_free(t, ticks, wish.room)), None)
        if spot and wish.label and not _is_twice(spot, ticks):
            ticks.append(spot)
    return sorted(ticks, key=lambda tick: tick.x)


def every(line: DateLine, label: DayLabel) -> Iterator[Wish]:
    """Round steps of days, as narrow as the widest label allows, counted from the first day."""
    days = (line.last - line.first).days
    widest = max(text_width(label(line.first + timedelta(i))) for i in _samples(days))
    need = (widest + GAP) / line.day_width
    step = next((each for each in _STEPS if each >= need), max(1, days))
    for offset in range(0, days + 1, step):
        day = line.first + timedelta(offset)
        yield Wish(day, label(day))


def drawn(ticks: Sequence[Tick], y: float) -> str:
    """The labels on one base line, the strong ones in ink."""
    return "".join(
        svg.text(t.label, t.x, y, "ch-text ch-text--strong" if t.strong else "ch-text")
        for t in ticks
    )


def _tries(wish: Wish, line: DateLine, width: float) -> Iterator[Tick]:
    at, half = line.x(wish.day), text_width(wish.label) / 2
    steps = (0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2.2, -2.2) if wish.strong else (0,)
    for step in steps:
        x = min(width - half, max(half, at + step * half))
        yield Tick(wish.day, wish.label, at, x, wish.strong)


def _is_free(tick: Tick, taken: list[Tick], room: float) -> bool:
    return all(tick.left >= o.right + room or tick.right <= o.left - room for o in taken)


def _is_twice(tick: Tick, taken: list[Tick]) -> bool:
    return any(other.day == tick.day for other in taken)


def _samples(days: int) -> list[int]:
    return sorted({0, days, *range(0, days + 1, max(1, days // 12))})
