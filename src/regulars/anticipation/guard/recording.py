"""Somebody of the house reached out: one row, one moment."""

from datetime import datetime

from django.db import transaction

from regulars.anticipation.models import Touch
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import Touched
from regulars.places.models import Place, Staff


def held(customer: Customer) -> Customer:
    """The customer, locked until the transaction ends: two colleagues do not reach out at once."""
    person = the_one(customer)
    return Customer.objects.select_for_update(of=("self",)).get(pk=person.pk)


@transaction.atomic
def touched(
    customer: Customer, place: Place, *, purpose: str, channel: str, by: Staff | str,
    now: datetime, key: str | None = None,
) -> Touch:  # fmt: skip
    """Write down that somebody reached out. ValueError for a way there is not; a repeated ``key``
    changes nothing. Whether one may is asked before (``may_touch``), on a customer ``held``."""
    if channel not in Touch.Way.values:
        raise ValueError(f"{channel!r} is no way to reach out")
    person, actor = held(customer), by if isinstance(by, str) else by.opaque
    if key and (known := Touch.objects.filter(key=key).first()):
        return known
    made = Touch.objects.create(
        customer=person, place=place, purpose=purpose, way=channel, at=now, by=actor, key=key
    )
    journal.record(Touched(purpose, channel), about=person.opaque, at=now, by=actor,
                   place=place.pk, key=f"touched:{made.pk}")  # fmt: skip
    return made
