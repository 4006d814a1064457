"""Who has said that they will come: booked, changed, called off, or expected in vain."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regulars.customers import rooms
from regulars.customers.models import Booking, Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import Booked, BookingCancelled, Kind, NoShow, Rebooked
from regulars.moments.models import Moment
from regulars.places.models import Place

LARGEST = 999
CHANGED = ("customer", "starts_at", "ends_at", "party", "where", "aim")
State = Booking.State


Watcher = Callable[[Booking, datetime], object]
WATCHERS: list[Watcher] = []


def watcher(look: Watcher) -> Watcher:
    """Register what a room does when a booking was written, changed or closed; it is asked in the
    same transaction."""
    WATCHERS.append(look)
    return look


class NotSo(ValueError):
    """A booking that cannot be; the message says why and what to do."""


@transaction.atomic
def book(
    place: Place, customer: Customer, starts_at: datetime, *, ends_at: datetime | None = None,
    party: int = 1, where: str = "", aim: str = "", by: str, now: datetime, code: str | None = None,
    source: str = "", key: str | None = None, touchpoint: str = "",
) -> Booking:  # fmt: skip
    """Write down that somebody will come. ``by`` is who wrote it, as the journal names them.

    The same person at the same hour in the same spot is the same booking, and so is a ``code``
    known already: what it says differently is a change. Raises NotSo.
    """
    if known := done(key):
        return Booking.objects.select_related("customer").get(pk=known.facts["booking"])
    whom = the_one(customer)
    said = {
        "customer": whom, "starts_at": starts_at, "ends_at": ends_at, "party": party,
        "where": where.strip(), "aim": aim.strip(),
    }  # fmt: skip
    check(place, **said)
    if booking := known_as(place, code, whom, starts_at, said["where"]):
        return again(booking, said, by, now, key, touchpoint) if code else booking
    booking = Booking.objects.create(place=place, code=code, source=source, by=by, **said)
    kind = Booked(
        booking=booking.pk, starts=wall(place, starts_at), party=party, touchpoint=touchpoint
    )
    told(booking, kind, by, now, key, booking.aim)
    rooms.look_after(booking, now)
    return booking


def known_as(
    place: Place, code: str | None, customer: Customer, starts_at: datetime, where: object
) -> Booking | None:
    """The booking this is, if it was written before: by its number, else by who, when, where."""
    rows = Booking.objects.select_for_update(of=("self",)).filter(place=place)
    if code:
        return rows.filter(code=code).first()
    same = rows.filter(customer=customer, starts_at=starts_at, where=where, code=None)
    return same.filter(state=State.OPEN).first()


def again(
    booking: Booking, said: dict[str, object], by: str, now: datetime, key: str | None,
    touchpoint: str,
) -> Booking:  # fmt: skip
    """The booking system tells of it once more: the same changes nothing, else it is changed."""
    if all(getattr(booking, name) == said[name] for name in CHANGED):
        return booking
    booking.state = State.OPEN
    return alter(booking, said, by, now, key, touchpoint)


@transaction.atomic
def change(
    booking: Booking, *, by: str, now: datetime, key: str | None = None, touchpoint: str = "",
    **said: object,
) -> Booking:  # fmt: skip
    """Another hour, party, spot or aim (``starts_at``, ``ends_at``, ``party``, ``where``,
    ``aim``). Raises NotSo, also for one that is not open any more."""
    if done(key):
        return booking
    booking = locked(booking)
    must_be_open(booking)
    whole = {name: getattr(booking, name) for name in CHANGED} | said
    check(booking.place, **whole)
    return alter(booking, whole, by, now, key, touchpoint)


def alter(
    booking: Booking, said: dict[str, object], by: str, now: datetime, key: str | None,
    touchpoint: str,
) -> Booking:  # fmt: skip
    before = rooms.Stay.of(booking)
    was = booking.starts_at
    for name in CHANGED:
        setattr(booking, name, said[name])
    booking.save(update_fields=[*CHANGED, "state"])
    kind = Rebooked(
        booking=booking.pk, starts=wall(booking.place, booking.starts_at), party=booking.party,
        was=wall(booking.place, was) if was != booking.starts_at else "", touchpoint=touchpoint,
    )  # fmt: skip
    told(booking, kind, by, now, key, booking.aim)
    rooms.look_after(booking, now, before)
    return booking


@transaction.atomic
def cancel(
    booking: Booking, *, by: str, now: datetime, key: str | None = None, touchpoint: str = ""
) -> Booking:
    """They will not come. One cancelled already stays as it is."""
    if done(key):
        return booking
    booking = locked(booking)
    if booking.state == State.CANCELLED:
        return booking
    kind = BookingCancelled(
        booking=booking.pk, starts=wall(booking.place, booking.starts_at), touchpoint=touchpoint
    )
    return close(booking, State.CANCELLED, kind, by, now, key)


@transaction.atomic
def no_show(
    booking: Booking, *, by: str, now: datetime, key: str | None = None, touchpoint: str = ""
) -> Booking:
    """They were expected and did not come. Raises NotSo before the hour has struck."""
    if done(key):
        return booking
    booking = locked(booking)
    must_be_open(booking)
    if booking.starts_at > now:
        raise NotSo(_("Their hour has not come yet. Give them until then."))
    kind = NoShow(
        booking=booking.pk, starts=wall(booking.place, booking.starts_at), touchpoint=touchpoint
    )
    return close(booking, State.NO_SHOW, kind, by, now, key)


def close(
    booking: Booking, state: str, kind: Kind, by: str, now: datetime, key: str | None
) -> Booking:
    booking.state = state
    booking.save(update_fields=["state"])
    told(booking, kind, by, now, key)
    rooms.look_after(booking, now)
    return booking


def of_day(place: Place, day: date) -> list[Booking]:
    """The open bookings that begin on a day of the place, by the hour, with their customers."""
    start, end = place.hours_of(day)
    rows = Booking.objects.filter(place=place, starts_at__gte=start, starts_at__lt=end)
    return list(
        rows.filter(state=State.OPEN).select_related("customer").order_by("starts_at", "pk")
    )


def all_of_day(place: Place, day: date) -> QuerySet[Booking]:
    """The same with those called off or waited for in vain, as the day's screen shows them."""
    start, end = place.hours_of(day)
    rows = Booking.objects.filter(place=place, starts_at__gte=start, starts_at__lt=end)
    return rows.select_related("customer").order_by("starts_at", "pk")


def check(
    place: Place, customer: object, starts_at: object, ends_at: object, party: object,
    where: object, aim: object,
) -> None:  # fmt: skip
    """Raises NotSo, with the first thing that cannot be."""
    if not isinstance(customer, Customer) or customer.book_id != place.book_id:
        raise NotSo(_("Nobody by this number is known here."))
    if customer.erased_at is not None:
        raise NotSo(_("This person asked to be forgotten. Write them down as someone new."))
    if isinstance(ends_at, datetime) and isinstance(starts_at, datetime) and ends_at <= starts_at:
        raise NotSo(_("The end must come after the beginning."))
    if not isinstance(party, int) or not 1 <= party <= LARGEST:
        raise NotSo(_("How many come is a number from 1 to {most}.").format(most=LARGEST))
    if len(str(where)) > 40 or len(str(aim)) > 120:
        raise NotSo(_("Say the spot in 40 characters and what they come for in 120."))


def must_be_open(booking: Booking) -> None:
    if booking.state != State.OPEN:
        raise NotSo(_("This booking is closed already. Write a new one."))


def locked(booking: Booking) -> Booking:
    """The booking as it stands now, and nobody else changes it meanwhile."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("customer", "place")
    return rows.get(pk=booking.pk)


def done(key: str | None) -> Moment | None:
    return Moment.objects.filter(key=key).first() if key else None


def wall(place: Place, instant: datetime) -> str:
    """An hour as the journal tells it: by the place's own wall, readable as it stands."""
    return f"{instant.astimezone(place.zone):%Y-%m-%d %H:%M}"


def told(
    booking: Booking, kind: Kind, by: str, now: datetime, key: str | None, words: str = ""
) -> None:
    journal.record(
        kind, about=booking.customer.opaque, at=now, by=by, place=booking.place_id, key=key,
        words=words,
    )  # fmt: skip
    for look in WATCHERS:
        look(booking, now)
