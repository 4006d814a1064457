"""The one figure: the share of acts done before the customer asked.

An act counts once a visit; what was offered and declined stands beside it and never in it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from regulars.engines.charts import wilson
from regulars.moments.models import Moment
from regulars.places.models import Place

WINDOW = timedelta(days=28)


@dataclass(frozen=True)
class Ratio:
    """``done`` of ``all`` acts were done before the asking; 95 % Wilson interval, None of none."""

    done: int
    all: int
    declined: int
    repeats: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        return self.done / self.all if self.all else None


class Part(NamedTuple):
    """The ratio of one post, day or person."""

    name: str
    anticipated: int
    acts: int


def acts(place: Place, until: date, window: timedelta = WINDOW) -> list[Moment]:
    """Acts and refusals of the last four weeks, ``until`` included."""
    start = place.start_of(until - window + timedelta(days=1))
    rows = Moment.objects.filter(
        place=place.pk, kind__in=["acted", "declined"], happened_at__gte=start,
        happened_at__lt=place.hours_of(until)[1],
    )  # fmt: skip
    return list(rows.order_by("happened_at", "pk"))


def counted(rows: Iterable[Moment]) -> list[Moment]:
    """Acts that count: not refusals, and of repeats in one visit only the first."""
    return [row for row in rows if row.kind == "acted" and not row.facts.get("repeat")]


def before_asking(row: Moment) -> bool:
    return bool(row.facts["arose"] == "anticipated")


def ratio(rows: list[Moment]) -> Ratio:
    counting = counted(rows)
    done = sum(map(before_asking, counting))
    declined = sum(1 for row in rows if row.kind == "declined")
    repeats = sum(1 for row in rows if row.facts.get("repeat"))
    interval = wilson(done, len(counting)) if counting else None
    low, high = (interval.low, interval.high) if interval else (None, None)
    return Ratio(done, len(counting), declined, repeats, low, high)


def by(rows: list[Moment], name: Callable[[Moment], str]) -> tuple[Part, ...]:
    """The ratio apart for each name, most acts first."""
    all_of: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for row in counted(rows):
        all_of[name(row)] += 1
        done[name(row)] += before_asking(row)
    return tuple(Part(each, done[each], count) for each, count in all_of.most_common())


def by_day(rows: list[Moment], place: Place) -> dict[date, tuple[int, int]]:
    """(anticipated, acts) of each day on which anything was done."""
    days: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for row in counted(rows):
        pair = days[place.day_of(row.happened_at)]
        pair[0] += before_asking(row)
        pair[1] += 1
    return {day: (done, count) for day, (done, count) in sorted(days.items())}


def on_sight(row: Moment) -> bool:
    """Done before the asking because somebody saw a sign, not because the night foresaw it."""
    return before_asking(row) and not row.facts.get("need")


def usual_lead(rows: list[Moment]) -> float | None:
    """Median seconds from the first sign seen on the floor to the act."""
    leads = [row.facts.get("lead") for row in counted(rows) if on_sight(row)]
    leads = [seconds for seconds in leads if seconds]
    return median(leads) if leads else None


def usual_answer(rows: list[Moment]) -> float | None:
    """Median seconds from the asking to the act."""
    waits = [row.facts["after_ask"] for row in counted(rows) if row.facts.get("after_ask")]
    return median(waits) if waits else None
