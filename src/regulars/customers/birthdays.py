"""The birthday: kept only while the customer wants to be congratulated."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import purposes
from regulars.customers.models import Customer
from regulars.moments import journal
from regulars.moments.kinds import Dated
from regulars.moments.models import Moment
from regulars.places.models import Place

OLDEST = 130


class Impossible(ValueError):
    """Nobody who comes in was born on that day; the message says so."""


@transaction.atomic
def keep(
    customer: Customer, born: date, *, by: str, now: datetime, place: Place,
    key: str | None = None,
) -> Moment:  # fmt: skip
    """Write down a birthday. Raises purposes.NoConsent, or Impossible."""
    purposes.require(customer, "greetings")
    today = place.day_of(now)
    if not today.year - OLDEST <= born.year or born > today:
        raise Impossible(_("Nobody here was born on that day. Look at the year once more."))
    Customer.objects.filter(pk=customer.pk).update(birthday=born)
    customer.birthday = born
    return journal.record(
        Dated(), about=customer.opaque, at=now, by=by, place=place.pk, key=key
    )  # fmt: skip
