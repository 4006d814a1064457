"""Do those whom we let down and made it right come back as often as those we never did?

Two groups of customers of one place, both known by name or handle and both here in the same span:
whose case was well solved (closed by their own word, the worry gone), and who never had a case.
Counted: whether they were here again within DAYS of an anchor, the day after the solving, or for
the others the day after a visit of theirs. Shares with Wilson's interval, their difference with
Newcombe's (1998, method 10). Below ENOUGH in either group nothing is claimed. It compares, and
proves no cause: who tells us that something was wrong may be fonder of us to begin with.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regulars.engines import charts
from regulars.moments.models import Moment
from regulars.places.models import Place
from regulars.recovery.models import Case, Closure

DAYS = 60
LOOK_BACK = 365
ENOUGH = 20
MET = ("purchased", "arrived")


@dataclass(frozen=True)
class Group:
    """``back`` of ``n`` were here again; the interval is Wilson's, at 95 %."""

    back: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.back / self.n if self.n else None


@dataclass(frozen=True)
class Compared:
    """Both groups; the difference of shares (solved minus never) with Newcombe's interval, None
    where one of them is thinner than ENOUGH."""

    days: int
    solved: Group
    never: Group
    difference: charts.Interval | None

    @property
    def enough(self) -> bool:
        return self.difference is not None

    @property
    def needed(self) -> int:
        return ENOUGH


def compare(place: Place, now: datetime, days: int = DAYS) -> Compared:
    """Over the last year; whoever's ``days`` are not over yet is left out."""
    today = place.day_of(now)
    last = today - timedelta(days=days)
    visits = days_here(place, now)
    solved = anchors_of_solved(place, today - timedelta(days=LOOK_BACK), last)
    touched = set(
        Case.objects.filter(place=place).exclude(customer=None).values_list("customer", flat=True)
    )
    names = {f"customer:{pk}" for pk in touched}
    never = {
        subject: seen[0] for subject, seen in visits.items()
        if subject not in names and seen[0] <= last
    }  # fmt: skip
    ours, theirs = count(solved, visits, days), count(never, visits, days)
    thin = min(ours.n, theirs.n) < ENOUGH
    return Compared(days, ours, theirs, None if thin else difference(ours, theirs))


def days_here(place: Place, now: datetime) -> dict[str, list[date]]:
    """The days each customer was here in the last year, in order."""
    rows = Moment.objects.filter(
        place=place.pk, kind__in=MET, subject__startswith="customer:", happened_at__lte=now,
        happened_at__gte=now - timedelta(days=LOOK_BACK),
    )  # fmt: skip
    found: dict[str, set[date]] = {}
    for subject, at in rows.values_list("subject", "happened_at"):
        found.setdefault(subject, set()).add(place.day_of(at))
    return {subject: sorted(seen) for subject, seen in found.items()}


def anchors_of_solved(place: Place, first: date, last: date) -> dict[str, date]:
    """The day of their own word that it is right, the worry gone; their first in the span."""
    rows = Closure.objects.filter(
        case__place=place, case__closed_at__isnull=False, kind=Closure.Kind.CONFIRMED,
        reopened_at=None, worry_gone=True,
    ).exclude(case__customer=None)  # fmt: skip
    found: dict[str, date] = {}
    for customer, at in rows.order_by("at").values_list("case__customer", "at"):
        day = place.day_of(at)
        if first <= day <= last:
            found.setdefault(f"customer:{customer}", day)
    return found


def count(anchors: dict[str, date], visits: dict[str, list[date]], days: int) -> Group:
    back = sum(
        returned(visits.get(subject, []), day, days) for subject, day in anchors.items()
    )  # fmt: skip
    span = charts.wilson(back, len(anchors))
    return Group(back, len(anchors), span.low, span.high)


def returned(seen: list[date], anchor: date, days: int) -> bool:
    """Whether one of these days lies after the anchor, and within so many days of it."""
    nearest = bisect_left(seen, anchor + timedelta(days=1))
    return nearest < len(seen) and seen[nearest] <= anchor + timedelta(days=days)


def difference(one: Group, other: Group) -> charts.Interval:
    return charts.newcombe(one.back, one.n, other.back, other.n)
