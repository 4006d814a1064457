"""How many promises were broken: per place, per guarantee, always with how many there were."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from regulars.engines.charts.intervals import Interval, wilson
from regulars.floor.models import Guarantee, Promise
from regulars.places.models import Place

LENIENT = timedelta(minutes=1)
"""Kept within so much after its hour is kept. Later it is kept late, also where the clock slept."""
Ends = tuple[datetime, datetime | None, datetime | None, datetime | None]


@dataclass(frozen=True)
class Rate:
    """Promises whose hour fell in a span. ``late`` of the broken were kept afterwards; withdrawn
    ones count neither way. ``share`` is broken of ``n`` with its 95 % interval."""

    kept: int
    broken: int
    late: int
    withdrawn: int

    @property
    def n(self) -> int:
        return self.kept + self.broken

    @property
    def share(self) -> Interval:
        return wilson(self.broken, self.n)


def broken_rate(
    place: Place, since: datetime, until: datetime, guarantee: Guarantee | None = None
) -> Rate:
    """Of the promises due from ``since`` until before ``until``; of one guarantee where named."""
    rows = Promise.objects.filter(place=place, due_at__gte=since, due_at__lt=until)
    if guarantee is not None:
        rows = rows.filter(guarantee=guarantee)
    return rate(rows.values_list("due_at", "kept_at", "broken_at", "withdrawn_at"))


def rate(ends: Iterable[Ends]) -> Rate:
    found = Counter(end(*each) for each in ends)
    late = found["late"]
    return Rate(found["kept"], found["broken"] + late, late, found["withdrawn"])


def end(
    due: datetime, kept: datetime | None, broken: datetime | None, withdrawn: datetime | None
) -> str:
    if withdrawn is not None:
        return "withdrawn"
    if kept is not None:
        return "late" if broken is not None or kept > due + LENIENT else "kept"
    return "broken" if broken is not None else "open"


def by_guarantee(
    place: Place, since: datetime, until: datetime
) -> tuple[tuple[Guarantee | None, Rate], ...]:
    """A rate for each guarantee promised by in the span, and for spoken words (None), the latter
    first. Those without any promise that ended are left out."""
    rows = Promise.objects.filter(place=place, due_at__gte=since, due_at__lt=until)
    ends: dict[int | None, list[Ends]] = {}
    columns = ("guarantee", "due_at", "kept_at", "broken_at", "withdrawn_at")
    for of, due, kept, broken, withdrawn in rows.values_list(*columns):
        ends.setdefault(of, []).append((due, kept, broken, withdrawn))
    known = Guarantee.objects.in_bulk([of for of in ends if of is not None])
    rates = [(of, rate(each)) for of, each in ends.items()]
    shown = [(of, each) for of, each in rates if each.n]
    ordered = sorted(shown, key=lambda pair: (pair[0] is not None, pair[0] or 0))
    return tuple((known[of] if of is not None else None, each) for of, each in ordered)
