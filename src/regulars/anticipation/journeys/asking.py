"""Who asks, and what is still open before somebody comes: today and the days ahead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from regulars.anticipation.acts import NobodyServes, owner_of, servers
from regulars.anticipation.journeys import conditions, services
from regulars.anticipation.journeys.conditions import Line
from regulars.customers import channels
from regulars.customers.models import Booking, Customer
from regulars.customers.standing import the_one
from regulars.places.models import Place, Staff

AHEAD = timedelta(days=14)
MOST = 200


@dataclass(frozen=True)
class Waiting:
    """One booking of which something is still to be asked or settled, and whose it is."""

    booking: Booking
    asks: Staff | None
    open: tuple[Line, ...]
    in_the_way: tuple[Line, ...]
    phone: str = ""


def ahead(place: Place, now: datetime) -> list[Booking]:
    """The open bookings from this morning on, two weeks ahead, the nearest first."""
    begins = place.start_of(place.day_of(now))
    rows = Booking.objects.filter(
        place=place, state=Booking.State.OPEN, starts_at__gte=begins, starts_at__lt=now + AHEAD,
        customer__erased_at=None,
    )  # fmt: skip
    found = list(rows.select_related("customer__merged_into").order_by("starts_at", "pk")[:MOST])
    for each in found:
        each.place = place
    return found


def waiting(place: Place, now: datetime) -> list[Waiting]:
    """What stands open, with who asks."""
    known = [each for each in services.here(place) if services.asked_of(each)]
    if not known:
        return []
    rows = ahead(place, now)
    found = conditions.lines_of(rows, known)
    some = [row for row in rows if any(line.open or line.in_the_way for line in found[row.pk])]
    phones = reached(some)
    team = Team(place)
    return [
        Waiting(row, team.asks(row), tuple(line for line in found[row.pk] if line.open),
                tuple(line for line in found[row.pk] if line.in_the_way),
                phones.get(the_one(row.customer).pk, ""))
        for row in some
    ]  # fmt: skip


def reached(rows: list[Booking]) -> dict[int, str]:
    """{customer: phone} of those who may be called."""
    people = {the_one(row.customer).pk for row in rows}
    found = channels.of_many(Customer.objects.filter(pk__in=people), ())
    return {pk: reach.value for pk, reach in found.items()}


class Team:
    """Who serves at a place, read once."""

    def __init__(self, place: Place) -> None:
        rows = Staff.objects.filter(place=place, left_at=None, user__is_active=True)
        self.here = {each.opaque: each for each in rows}
        try:
            self.serving = servers(place)
        except NobodyServes:
            self.serving = []

    def asks(self, booking: Booking) -> Staff | None:
        """Whoever took the booking, while they are still with us; else whoever serves them."""
        if taken := self.here.get(booking.by):
            return taken
        return owner_of(self.serving, booking.customer_id) if self.serving else None
