"""What the held-back share says: did those to whom something was proposed come back more often?

Who is held back is drawn by the key alone, so the two groups are alike but for the proposal. The
interval of the difference is Newcombe's of two Wilson intervals.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regulars.anticipation.models import Proposal
from regulars.engines import charts
from regulars.moments.models import Moment
from regulars.places.models import Place

WITHIN = timedelta(days=60)
BACK = timedelta(days=365)
FEW = 20
"""Below so many on either side nothing is said of the difference."""
MET = ("arrived", "purchased", "filled")


@dataclass(frozen=True)
class Benefit:
    """Came back within sixty days: ``back`` of ``n`` with a proposal, ``held_back`` of ``held_n``
    without. ``low``..``high`` is the 95 % interval of the difference."""

    n: int
    back: int
    held_n: int
    held_back: int

    @property
    def enough(self) -> bool:
        return min(self.n, self.held_n) >= FEW

    @property
    def difference(self) -> float:
        return share(self.back, self.n) - share(self.held_back, self.held_n)

    @property
    def interval(self) -> tuple[float, float]:
        found = charts.newcombe(self.back, self.n, self.held_back, self.held_n)
        return found.low, found.high


def share(right: int, n: int) -> float:
    return right / n if n else 0.0


def benefit(place: Place, now: datetime) -> Benefit:
    """Of the last year, what is older than sixty days. A customer's visit counts once a group."""
    today = place.day_of(now)
    rows = Proposal.objects.filter(
        place=place, day__gt=today - BACK, day__lte=today - WITHIN
    ).exclude(state=Proposal.State.BLOCKED)
    since = first_held(place)
    if since is None:
        return Benefit(0, 0, 0, 0)
    told = set(rows.filter(day__gte=since).values_list("customer", "day", "state"))
    held = {(pk, day) for pk, day, state in told if state == Proposal.State.HELD}
    shown = {(pk, day) for pk, day, state in told if state != Proposal.State.HELD} - held
    came = days_of(place, {pk for pk, _day in held | shown})
    return Benefit(len(shown), count(shown, came), len(held), count(held, came))


def first_held(place: Place) -> date | None:
    """Since when anything is held back: before, there is nothing to compare with."""
    rows = Proposal.objects.filter(place=place, state=Proposal.State.HELD)
    return rows.order_by("day").values_list("day", flat=True).first()


def days_of(place: Place, customers: Iterable[int]) -> dict[int, set[date]]:
    subjects = {f"customer:{pk}": pk for pk in customers}
    rows = Moment.objects.filter(place=place.pk, kind__in=MET, subject__in=list(subjects))
    found: dict[int, set[date]] = {}
    for subject, at in rows.values_list("subject", "happened_at"):
        found.setdefault(subjects[subject], set()).add(place.day_of(at))
    return found


def count(visits: Iterable[tuple[int, date]], came: dict[int, set[date]]) -> int:
    """How many of these visits were followed by another within sixty days."""
    return sum(any(day < other <= day + WITHIN for other in came.get(pk, ())) for pk, day in visits)
