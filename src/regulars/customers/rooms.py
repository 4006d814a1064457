"""A room finds whoever holds it now.

A room is a handle of the guest who stays in it, from the day their stay begins until it ends; a
booking for next week takes it from nobody. When a stay begins and when it ends stands among the
deadlines, so the room changes hands by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from regulars.customers import people
from regulars.customers.models import Booking, Customer, Handle
from regulars.moments.deadlines import Effect, handles, set_deadline
from regulars.moments.models import Deadline
from regulars.places.models import Place, Trade

ROOM = Handle.Kind.ROOM
KIND = "room"


class Stay(NamedTuple):
    """Where a booking held a room, and until when."""

    where: str
    starts_at: datetime
    ends_at: datetime | None

    @classmethod
    def of(cls, booking: Booking) -> "Stay":
        return cls(booking.where, booking.starts_at, booking.ends_at)


def look_after(booking: Booking, now: datetime, before: Stay | None = None) -> None:
    """A booking was written, changed or closed: the rooms it names go to whoever holds them."""
    place = booking.place
    if place.trade != Trade.HOTEL:
        return
    for stay in {Stay.of(booking), *([before] if before else [])}:
        if stay.where and stay.ends_at is not None:
            wake(place, stay, now)
            hand_over(place, stay.where, now)


def wake(place: Place, stay: Stay, now: datetime) -> None:
    """Look at the room again when the stay's day begins and when the stay ends."""
    start_of_day = place.start_of(place.day_of(stay.starts_at))
    for instant in (start_of_day, stay.starts_at, stay.ends_at):
        if instant is not None and instant > now:
            subject = f"{place.pk}/{stay.where}/{instant:%Y-%m-%dT%H:%M}"
            set_deadline(KIND, subject, instant, place=place.pk, where=stay.where)


@handles(KIND)
def change_hands(deadline: Deadline, now: datetime) -> Effect:
    place = Place.objects.get(pk=deadline.facts["place"])
    return lambda: hand_over(place, deadline.facts["where"], now)


@transaction.atomic
def hand_over(place: Place, where: str, now: datetime) -> Customer | None:
    """The room's handle goes to whoever holds the room now; return them. Nobody: it is gone."""
    stay = holder(place, where, now)
    mine = Handle.objects.select_for_update(of=("self",)).filter(
        book=place.book_id, kind=ROOM, source=source(place)
    )
    held = [handle for handle in mine if handle.value in (where, with_place(place, where))]
    if stay is None:
        drop(held)
        return None
    if held and held[0].customer_id == stay.customer_id and held[0].until == stay.ends_at:
        return stay.customer
    drop(held)
    Handle.objects.create(
        customer=stay.customer, book=place.book, kind=ROOM, value=free_value(place, where),
        source=source(place), until=stay.ends_at,
    )  # fmt: skip
    people.make_findable([stay.customer])
    return stay.customer


def holder(place: Place, where: str, now: datetime) -> Booking | None:
    """The stay that holds a room now; between two of them, the one that begins today."""
    rows = Booking.objects.filter(
        place=place, where=where, state=Booking.State.OPEN, ends_at__gt=now
    ).select_related("customer")
    staying = rows.filter(starts_at__lte=now).order_by("starts_at", "pk").first()
    _start, end = place.hours_of(place.day_of(now))
    return staying or rows.filter(starts_at__lt=end).order_by("starts_at", "pk").first()


def drop(held: Iterable[Handle]) -> None:
    """Nobody is found by these rooms any more."""
    gone = [handle.customer for handle in held]
    Handle.objects.filter(pk__in=[handle.pk for handle in held]).delete()
    if gone:
        people.make_findable(gone)


def free_value(place: Place, where: str) -> str:
    """The room's number; with the place before it where another house of the tree has the same."""
    taken = Handle.objects.filter(book=place.book_id, kind=ROOM, value=where).exists()
    return with_place(place, where) if taken else where


def with_place(place: Place, where: str) -> str:
    return f"{place.slug} {where}"[:80]


def source(place: Place) -> str:
    return f"stay:{place.pk}"
