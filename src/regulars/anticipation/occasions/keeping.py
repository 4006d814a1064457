"""Writing down a day of theirs, while they want to be congratulated."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.models import Occasion
from regulars.anticipation.occasions import calendar
from regulars.customers import purposes
from regulars.customers.consents import withdrawal
from regulars.customers.models import Customer
from regulars.moments import journal
from regulars.moments.kinds import OccasionKept
from regulars.places.models import Place
from regulars.places.once import done

OLDEST = 130


@transaction.atomic
def keep(
    customer: Customer, place: Place, kind: str, *, month: str, day: str, year: str = "",
    lunar: bool = False, leap: bool = False, by: str, now: datetime, key: str | None = None,
) -> Occasion:  # fmt: skip
    """Write down a day; said anew, the later word stands. Raises purposes.NoConsent, or NotSo."""
    purposes.require(customer, "greetings")
    told = read(place.day_of(now), kind, month, day, year, lunar, leap)
    if done(key):
        return Occasion.objects.get(customer=customer, kind=kind)
    made, _new = Occasion.objects.update_or_create(
        customer=customer, kind=kind, defaults={**told, "at": now, "by": by}
    )
    journal.record(OccasionKept(kind), about=customer.opaque, at=now, by=by, place=place.pk,
                   key=key)  # fmt: skip
    return made


def read(
    today: date, kind: str, month: str, day: str, year: str, lunar: bool, leap: bool
) -> dict[str, Any]:  # fmt: skip
    if kind not in Occasion.Kind.values:
        raise NotSo("kind", _("Choose what the day is."))
    if not (month.isdecimal() and day.isdecimal() and (not year or year.isdecimal())):
        raise NotSo("day", _("Write month and day in figures, such as 8 and 15."))
    told: dict[str, Any] = {
        "month": int(month[:2]), "day": int(day[:2]), "lunar": lunar, "leap": lunar and leap,
        "year": int(year[:4]) if year else None,
    }  # fmt: skip
    if told["year"] and not today.year - OLDEST <= told["year"] <= today.year:
        raise NotSo("year", _("Look at the year once more, or leave it empty."))
    try:
        leap_year = 2024
        (calendar.lunar if lunar else calendar.solar)(leap_year, told["month"], told["day"])
    except calendar.NoSuchDay:
        raise NotSo("day", _("There is no such day in any year. Look once more.")) from None
    return told


@transaction.atomic
def remove(
    customer: Customer, place: Place, kind: str, *, by: str, now: datetime, key: str | None = None
) -> None:
    rows = Occasion.objects.filter(customer=customer, kind=kind)
    if done(key) or not rows.delete()[0]:
        return
    journal.record(OccasionKept(kind, True), about=customer.opaque, at=now, by=by,
                   place=place.pk, key=key)  # fmt: skip


@withdrawal("greetings")
def forget(customer: Customer) -> None:
    Occasion.objects.filter(customer=customer).delete()
