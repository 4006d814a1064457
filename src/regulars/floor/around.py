"""Who is at a place now, and who is due today: what recognition ranks by.

Read once a second for a place, however many posts are typing.
"""

import time
from datetime import datetime
from typing import NamedTuple

from regulars.anticipation.models import Expected
from regulars.customers.models import Booking
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
    """Whoever came today and did not leave; whoever is expected or booked and has not come."""
    day = place.day_of(now)
    start, end = place.hours_of(day)
    rows = Moment.objects.filter(
        place=place.pk, kind__in=["arrived", "departed"], happened_at__gte=start,
        happened_at__lt=end, subject__startswith="customer:",
    )  # fmt: skip
    last = dict(rows.order_by("happened_at", "pk").values_list("subject", "kind"))
    met = {int(subject.removeprefix("customer:")): kind for subject, kind in last.items()}
    booked = Booking.objects.filter(
        place=place, state=Booking.State.OPEN, starts_at__gte=start, starts_at__lt=end
    )
    due = {
        *Expected.objects.filter(place=place, day=day).values_list("customer", flat=True),
        *booked.values_list("customer", flat=True),
    }
    here = frozenset(pk for pk, kind in met.items() if kind == "arrived")
    return Around(here, frozenset(due - met.keys()))


def forget_all() -> None:
    """Read anew at the next asking: for tests."""
    _read.clear()
