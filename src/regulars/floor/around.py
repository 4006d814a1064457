"""Who is at a place now, and who is due today: what recognition ranks by.

Read once a second for a place, however many posts are typing.
"""

import time
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from regulars.anticipation.models import Expected
from regulars.customers.models import Booking, Customer
from regulars.moments.models import Moment
from regulars.places.models import Place

FRESH = 1.0


class Around(NamedTuple):
    """The numbers of customers; nobody stands in both."""

    here: frozenset[int]
    due: frozenset[int]


_read: dict[int, tuple[float, Around]] = {}


def around(place: Place, now: datetime) -> Around:
    """Who is here and who is due, at most FRESH seconds old."""
    at, known = _read.get(place.pk, (0.0, None))
    if known is not None and 0 <= time.monotonic() - at < FRESH:
        return known
    fresh = read(place, now)
    _read[place.pk] = time.monotonic(), fresh
    return fresh


def read(place: Place, now: datetime) -> Around:
    """Whoever came today or stays here since another day, and did not leave; whoever is expected
    or booked and has not come. A record merged into another counts as the other."""
    day = place.day_of(now)
    start, end = place.hours_of(day)
    met = met_today(place, start, end)
    open_ones = Booking.objects.filter(place=place, state=Booking.State.OPEN)
    booked = open_ones.filter(starts_at__gte=start, starts_at__lt=end)
    staying = open_ones.filter(starts_at__lt=start, ends_at__gt=now)
    due = {
        *Expected.objects.filter(place=place, day=day).values_list("customer", flat=True),
        *booked.values_list("customer", flat=True),
    }
    here = {pk for pk, kind in met.items() if kind == "arrived"}
    here |= set(staying.values_list("customer", flat=True)) - met.keys()
    became = survivors(here | due | met.keys())
    present = frozenset(became.get(pk, pk) for pk in here)
    gone = {became.get(pk, pk) for pk in met}
    return Around(present, frozenset({became.get(pk, pk) for pk in due} - gone - present))


def met_today(place: Place, start: datetime, end: datetime) -> dict[int, str]:
    """Who came or left between two instants, and which of both came last."""
    rows = Moment.objects.filter(
        place=place.pk, kind__in=["arrived", "departed"], happened_at__gte=start,
        happened_at__lt=end, subject__startswith="customer:",
    )  # fmt: skip
    last = dict(rows.order_by("happened_at", "pk").values_list("subject", "kind"))
    return {int(subject.removeprefix("customer:")): kind for subject, kind in last.items()}


def survivors(customers: Iterable[int]) -> dict[int, int]:
    """Which of these records were merged, and into which."""
    rows = Customer.objects.filter(pk__in=customers).values_list("pk", "merged_into")
    return {pk: into for pk, into in rows if into is not None}


def forget_all() -> None:
    """Read anew at the next asking: for tests."""
    _read.clear()
