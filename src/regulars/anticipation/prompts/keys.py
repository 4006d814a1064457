"""What a customer's browser shows the house: for themselves, at one place, for a short while."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from regulars.anticipation.models import CustomerKey
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import CustomerKeyMade
from regulars.places.models import Place

PREFIX = "rgc_"
LASTS = timedelta(hours=12)


@transaction.atomic
def make(customer: Customer, place: Place, *, by: str, now: datetime) -> tuple[CustomerKey, str]:
    """A new key and its secret, which is known only now."""
    secret, person = PREFIX + secrets.token_urlsafe(32), the_one(customer)
    CustomerKey.objects.filter(customer=person, expires_at__lte=now).delete()
    row = CustomerKey.objects.create(
        customer=person, place=place, digest=digest(secret), made_at=now, expires_at=now + LASTS,
        by=by,
    )  # fmt: skip
    journal.record(CustomerKeyMade(), about=person.opaque, at=now, by=by, place=place.pk)
    return row, secret


def whose(secret: str, now: datetime) -> CustomerKey | None:
    """The living key of this secret."""
    rows = CustomerKey.objects.select_related("customer__merged_into", "place__top")
    return rows.filter(
        digest=digest(secret), revoked_at=None, expires_at__gt=now, customer__erased_at=None
    ).first()


def revoke(customer: Customer, now: datetime) -> None:
    """None of theirs opens anything any more."""
    CustomerKey.objects.filter(customer=the_one(customer), revoked_at=None).update(revoked_at=now)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
