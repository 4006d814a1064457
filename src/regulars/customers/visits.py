"""A customer comes in and leaves; how many-th time this is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum

from regulars.customers import findable
from regulars.customers.models import Customer, Tally
from regulars.customers.standing import subjects_of
from regulars.moments import journal
from regulars.moments.kinds import Arrived, Departed
from regulars.moments.models import Moment
from regulars.places.models import Place

MET = ("purchased", "arrived", "filled")
"""Kinds of moment that make a day a visit: the till, a person at the post, or us at the door."""


@dataclass(frozen=True)
class Count:
    """How often a customer came: to this place, and to every place of the brand."""

    here: int
    anywhere: int
    last_on: date | None


def visit_name(customer: int, day: date) -> str:
    """One visit is one customer's day at the place; acts and asks name it."""
    return f"{customer}/{day:%Y-%m-%d}"


def count(customer: int, place: Place) -> Count:
    tallies = Tally.objects.filter(customer=customer)
    here = tallies.filter(place=place).first()
    anywhere = tallies.aggregate(all=Sum("visits"))["all"] or 0
    return Count(here.visits if here else 0, anywhere, here.last_on if here else None)


def nth_visit(visits: int, last_on: date | None, day: date) -> int:
    """Which visit a day is or would be: the 1st for a newcomer."""
    if last_on is None:
        return 1
    return visits if last_on >= day else visits + 1


@transaction.atomic
def arrive(
    customer: Customer, place: Place, *, by: str, now: datetime, touchpoint: str = "",
    key: str | None = None,
) -> Moment:  # fmt: skip
    """Somebody met the customer. A second arrival on the same day is the same visit."""
    day = place.day_of(now)
    if known := visit_today(customer, place, day):
        return known
    nth = count_visit(customer, place, day)
    kind = Arrived(ordinal=nth, touchpoint=touchpoint)
    return journal.record(
        kind, about=customer.opaque, at=now, by=by, place=place.pk,
        key=key or f"arrived:{place.pk}:{visit_name(customer.pk, day)}",
    )  # fmt: skip


def visit_today(customer: Customer, place: Place, day: date) -> Moment | None:
    start, end = place.hours_of(day)
    return (
        Moment.objects.filter(subject__in=subjects_of(customer), kind="arrived", place=place.pk)
        .filter(happened_at__gte=start, happened_at__lt=end)
        .order_by("-happened_at", "-pk")
        .first()
    )


def count_visit(customer: Customer, place: Place, day: date) -> int:
    """Count a day once, whether the till or a person saw the customer first."""
    tally, _ = Tally.objects.get_or_create(customer=customer, place=place)
    if tally.last_on is not None and tally.last_on >= day:
        return tally.visits
    Tally.objects.filter(pk=tally.pk).update(
        visits=F("visits") + 1, last_on=day, first_on=tally.first_on or day
    )
    findable.seen(customer.pk, day)
    return tally.visits + 1


def depart(
    customer: Customer, place: Place, *, by: str, now: datetime, touchpoint: str = "",
    steps: str = "", skipped: str = "", key: str | None = None,
) -> Moment:  # fmt: skip
    """Goodbye: the visit that ends, and the one that is hoped for. ``steps`` of it were taken,
    ``skipped`` were not (codes with spaces between)."""
    day = place.day_of(now)
    so_far = count(customer.pk, place)
    nth = nth_visit(so_far.here, so_far.last_on, day)
    kind = Departed(
        ordinal=nth, hoped_for=nth + 1, touchpoint=touchpoint, steps=steps, skipped=skipped
    )
    return journal.record(
        kind, about=customer.opaque, at=now, by=by, place=place.pk,
        key=key or f"departed:{place.pk}:{visit_name(customer.pk, day)}",
    )  # fmt: skip
