"""A day of a small demo house: who is on, and who is expected."""

from datetime import date, datetime, timedelta

from django.db import transaction

from regulars.customers import bookings
from regulars.customers.models import Booking, Customer
from regulars.places.models import Place, Shift
from regulars.site.demo.house import Account
from regulars.site.demo.small.bonded import bind
from regulars.site.demo.small.delayed import delay
from regulars.site.demo.small.hotel import HOTEL
from regulars.site.demo.small.hotpot import HOTPOT
from regulars.site.demo.small.opening import at, open_house
from regulars.site.demo.small.promised import furnish
from regulars.site.demo.small.salon import SALON
from regulars.site.demo.small.script import Colleague, Guest, Script
from regulars.site.demo.small.welcomed import welcome

SCRIPTS = (HOTEL, HOTPOT, SALON)


def open_with_day(script: Script, now: datetime) -> tuple[Place, list[Account]]:
    """A small house and its day; the accounts made now."""
    today = Place(time_zone=script.time_zone).day_of(now)
    place, accounts = open_house(script, today)
    open_day(place, script, today, now)
    furnish(place, now)
    delay(place, now)
    welcome(place, now)
    bind(place, now)
    return place, accounts


def next_day(now: datetime) -> None:
    """Tomorrow's shifts and guests of every small house that stands."""
    for script in SCRIPTS:
        if place := Place.objects.filter(slug=script.slug, demo=True).first():
            open_day(place, script, place.day_of(now), now)


@transaction.atomic
def open_day(place: Place, script: Script, day: date, now: datetime) -> None:
    """Shifts and bookings of one day, once."""
    for one in script.colleagues:
        put_on(place, one, day)
    for guest in script.guests:
        if guest.coming is not None:
            expect(place, guest, day, now)


def put_on(place: Place, one: Colleague, day: date) -> None:
    person = place.staff.filter(user__username=one.login).first()
    if person is None:
        return
    starts, ends = at(place, day, one.starts), at(place, day, one.ends)
    Shift.objects.get_or_create(
        staff=person, starts_at=starts,
        defaults={"place": place, "post": person.post,
                  "ends_at": ends if ends > starts else ends + timedelta(days=1)},
    )  # fmt: skip


def expect(place: Place, guest: Guest, day: date, now: datetime) -> None:
    coming = guest.coming
    code = f"demo:{day}:{guest.phone}"
    customer = Customer.objects.filter(book=place.book_id, name=guest.name, invented=True).first()
    if coming is None or customer is None or Booking.objects.filter(code=code).exists():
        return
    bookings.book(
        place, customer, at(place, day, coming.at), party=coming.party, where=coming.where,
        aim=coming.aim, by="demo", now=now, code=code, source="demo",
    )  # fmt: skip
