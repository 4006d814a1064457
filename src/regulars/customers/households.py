"""Who lives together, and where."""

from datetime import datetime

from django.db import transaction

from regulars.customers.models import Customer, Household
from regulars.moments import journal
from regulars.moments.kinds import Housed
from regulars.moments.models import Moment
from regulars.places.models import Place


@transaction.atomic
def settle(
    customer: Customer,
    size: int,
    address: str,
    *,
    by: str,
    now: datetime,
    place: Place | None = None,
    key: str | None = None,
) -> Moment:
    """Write down, or correct, how many live in a customer's household and where."""
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    home = customer.household or Household(book_id=customer.book_id, name=customer.name)
    home.size, home.address = size, address
    home.save()
    if customer.household_id is None:
        customer.household = home
        customer.save(update_fields=["household"])
    return journal.record(
        Housed(size=size), about=customer.opaque, at=now, by=by, words=address, key=key,
        place=place.pk if place else customer.book_id,
    )  # fmt: skip
