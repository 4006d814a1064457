"""Do not disturb: a wish of the customer's, with who wrote it down and when."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from regulars.anticipation.models import LeftAlone
from regulars.customers import channels
from regulars.customers.models import ChannelWish, Customer
from regulars.moments import journal
from regulars.moments.kinds import PeaceWished
from regulars.places.models import Place
from regulars.places.once import done


def of(customer: Customer, now: datetime) -> LeftAlone | None:
    """The wish that holds now. Somebody who closed every way has said the same."""
    rows = LeftAlone.objects.filter(customer=customer, ended_at=None, since__lte=now)
    if found := rows.filter(Q(until=None) | Q(until__gt=now)).first():
        return found
    closed = {way for way, wish in channels.wished(customer).items()
              if wish == ChannelWish.Wish.NOT}  # fmt: skip
    if closed == set(ChannelWish.Way.values):
        return LeftAlone(customer=customer, since=now)
    return None


@transaction.atomic
def wish(
    customer: Customer, place: Place, *, until: datetime | None = None, by: str, now: datetime,
    key: str | None = None,
) -> None:  # fmt: skip
    """They wish to be left alone, for good or until an instant. Wished before: the later word
    stands."""
    Customer.objects.select_for_update().get(pk=customer.pk)
    if done(key):
        return
    LeftAlone.objects.filter(customer=customer, ended_at=None).update(ended_at=now, ended_by=by)
    LeftAlone.objects.create(customer=customer, since=now, until=until, by=by)
    kind = PeaceWished(True, until.isoformat() if until else "")
    journal.record(kind, about=customer.opaque, at=now, by=by, place=place.pk, key=key)


@transaction.atomic
def end(
    customer: Customer, place: Place, *, by: str, now: datetime, key: str | None = None
) -> None:
    """They like to hear from us again."""
    rows = LeftAlone.objects.filter(customer=customer, ended_at=None)
    if done(key) or not rows.update(ended_at=now, ended_by=by):
        return
    journal.record(PeaceWished(False), about=customer.opaque, at=now, by=by, place=place.pk,
                   key=key)  # fmt: skip
